// Runs Azurite for as long as whoever started it holds our standard input: closing it, or dying, ends Azurite in good
// order (its data are saved), so that a killed test run leaves nothing behind.
process.stdin.resume().on('end', () => process.emit('SIGTERM')).on('error', () => process.emit('SIGTERM'));
require('./node_modules/azurite/dist/src/azurite.js');
// Ctrl-C in a terminal reaches the whole group; the one who started us still needs storage to finish its work.
process.removeAllListeners('SIGINT').on('SIGINT', () => {});

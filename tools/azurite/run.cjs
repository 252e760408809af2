// Runs Azurite for as long as whoever started it holds our standard input: closing it, or dying, ends Azurite in good
// order (its data are saved), so that a killed test run leaves nothing behind.
process.stdin.resume().on('end', () => process.emit('SIGTERM')).on('error', () => process.emit('SIGTERM'));
require('./node_modules/azurite/dist/src/azurite.js');

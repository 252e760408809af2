// Runs Azurite for as long as whoever started it holds our standard input: closing it, or dying, ends Azurite in good
// order (its data are saved), so that a killed test run leaves nothing behind.
process.stdin.resume().on('end', () => process.emit('SIGTERM')).on('error', () => process.emit('SIGTERM'));

// The word "crash" breaks every connection at once, mid-request, and then saves what was acknowledged. SIGKILL would lose
// it: Azurite saves every five seconds, while the service that it stands for has written what it has acknowledged.
const sockets = new Set();
const { Server } = require('node:net');
const emit = Server.prototype.emit;
let crashed = false;
Server.prototype.emit = function (event, socket, ...rest) {
  if (event === 'connection') {
    if (crashed) return socket.destroy();
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  }
  return emit.call(this, event, socket, ...rest);
};
process.stdin.on('data', (word) => {
  if (crashed || !String(word).includes('crash')) return;
  crashed = true;
  for (const socket of sockets) socket.destroy();
  process.emit('SIGTERM');
});

// Ctrl-C in a terminal reaches the whole group, and the one who started us still needs storage to finish its work.
// Azurite adds its own listener once its servers are up, so later ones are turned away.
process.on('SIGINT', () => {});
for (const add of ['on', 'once']) {
  const original = process[add];
  process[add] = (event, listener) => (event === 'SIGINT' ? process : original.call(process, event, listener));
}

require('./node_modules/azurite/dist/src/azurite.js');

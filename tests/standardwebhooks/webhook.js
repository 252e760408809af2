'use strict';

// The reference library of Standard Webhooks, asked one thing a run. Reads one JSON object from standard input, writes one.
//   node webhook.js sign    {secret, id, timestamp, body}       -> {signature}
//   node webhook.js verify  {secret, headers, body, now?}       -> {ok: true} or {ok: false, reason}
// timestamp and now are Unix seconds; headers are an object by name; without now, the clock of this machine counts.
const { readFileSync } = require('node:fs');
const { Webhook } = require('standardwebhooks');

const asked = JSON.parse(readFileSync(0, 'utf8'));
if (typeof asked.now === 'number')
  Date.now = () => asked.now * 1000;
const webhook = new Webhook(asked.secret);

function verify() {
  try {
    webhook.verify(asked.body, asked.headers);
    return { ok: true };
  } catch (problem) {
    return { ok: false, reason: problem.message };
  }
}

const commands = {
  sign: () => ({ signature: webhook.sign(asked.id, new Date(asked.timestamp * 1000), asked.body) }),
  verify,
};
const command = commands[process.argv[2]];
if (!command) {
  console.error('Usage: node webhook.js sign|verify < question.json');
  process.exit(2);
}
console.log(JSON.stringify(command()));

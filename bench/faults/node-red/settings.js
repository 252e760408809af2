// No editor and no admin API: only the flow.
module.exports = {
  uiHost: '127.0.0.1',
  uiPort: Number(process.env.PORT),
  flowFile: 'flows.json',
  credentialSecret: false,
  disableEditor: true,
  httpAdminRoot: false,
  telemetry: { enabled: false },
  logging: { console: { level: 'warn' } },
};

using Click2Call.Functions;
using Click2Call.Functions.Accounts;
using Click2Call.Functions.Calls;
using Click2Call.Functions.Crm;
using Click2Call.Functions.Demo;
using Click2Call.Functions.Lines;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Telemetry;
using Click2Call.Hosting.Verbs;

return await StartUp.Guard(async () =>
{
    var builder = AppBuilder.Create(args);
    builder.AddTelemetry();
    builder.AddStorage();
    builder.AddAccounts();
    builder.AddLines();
    builder.AddCalls();
    builder.AddCrm();
    builder.AddDemo();
    builder.AddHosts(AllFunctions.Map);
    builder.AddReadiness();
    builder.Services.AddVerbs();

    await using var app = builder.Build();
    return VerbLine.IsOne(args) ? await app.Services.RunVerb(args) : await app.RunOnItsHost();
});

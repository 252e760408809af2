using Click2Call.Functions;
using Click2Call.Hosting.Development;
using Click2Call.Hosting.Start;
using Click2Call.Hosting.Verbs;
using Click2Call.ProbeApp;

return await StartUp.Guard(async () =>
{
    var builder = AppBuilder.Create(args);
    builder.AddStorage();
    builder.AddHosts(ProbeFunctions.Map);
    builder.AddReadiness();
    builder.Services.AddVerbs();
    builder.Services.AddSingleton<IDevelopmentBanner, ProbeBanner>();

    await using var app = builder.Build();
    return VerbLine.IsOne(args) ? await app.Services.RunVerb(args) : await app.RunOnItsHost();
});

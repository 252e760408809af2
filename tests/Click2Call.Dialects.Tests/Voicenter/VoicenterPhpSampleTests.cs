using System.ComponentModel;
using System.Diagnostics;
using Click2Call.Dialects.Tests.Http;
using Click2Call.Dialects.Voicenter;

namespace Click2Call.Dialects.Tests.Voicenter;

/// <summary>1.7 PHP Sample (with XML response), run by PHP itself against the front.</summary>
public sealed class VoicenterPhpSampleTests
{
    // As printed, the line break inside the first string included; only the address is ours.
    private const string Sample = """
        $params="code=$code&phone=$voicenter_code_phone&phonecallerid=0500000000&target=$target
        &targetcallerid=$target&record=true";
        $ch = curl_init("https://api.voicenter.co.il/ForwardDialer/click2call.aspx");
        curl_setopt($ch, CURLOPT_POST,1);
        curl_setopt($ch, CURLOPT_POSTFIELDS , $params);
        curl_setopt($ch, CURLOPT_RETURNTRANSFER ,1);
        $response = curl_exec($ch);
        $callid = return_callid_from_string($response );
        function return_callid_from_string($str) {
            $xml_str = simplexml_load_string($str);
            foreach($xml_str->params->param->value->struct->member as $a){
                if($a->name == "CALLID") { return $a->value->string; }
            }
        }
        """;

    [Fact]
    public async Task Prints_the_call_id()
    {
        var desk = new FakeDesk(new ManualClock());
        await using var host = await FrontHost.Start(new VoicenterFront(desk, new FakeDirectory()));
        var script = $"""
            $code = "{FakeDirectory.Key}"; $voicenter_code_phone = "101"; $target = "0501234567";
            {Sample.Replace("https://api.voicenter.co.il/", host.Address.AbsoluteUri, StringComparison.Ordinal)}
            echo $callid;
            """;
        var (output, errors) = await Php(script);
        Assert.Equal("", errors);
        var call = Assert.Single(desk.Placed);
        Assert.Equal(call.Id.ToHex(), output);
        Assert.Equal(("+972501234567", true, "0500000000"), (call.Order.Second!.Destination.Dialable, call.Order.Record, call.Order.First.Shows!.Number));
    }

    private static async Task<(string Output, string Errors)> Php(string script)
    {
        try
        {
            using var php = Process.Start(new ProcessStartInfo("php", ["-d", "display_errors=stderr", "-r", script]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var output = php.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            var errors = php.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            await php.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (await output, await errors);
        }
        catch (Win32Exception)
        {
            Assert.Skip("There is no php here: install php-cli, php-curl and php-xml.");
            throw;
        }
    }
}

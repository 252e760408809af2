namespace Click2Call.EndToEnd.Tests.Asterisk;

/// <summary>The verb that tells an operator what is wrong.</summary>
[Collection(PbxCollection.Name)]
[Trait("Needs", "Asterisk")]
public sealed class LinesCheckTests(Pbx pbx)
{
    [Fact]
    public async Task Says_what_is_well_and_what_is_not()
    {
        pbx.Need();
        var (exit, said) = await pbx.App.Verb("lines", "check", $"{Pbx.Account}.{Pbx.Line}");
        Assert.Contains("ok    Asterisk 22.", said, StringComparison.Ordinal);
        Assert.Contains("ok    All 28 modules", said, StringComparison.Ordinal);
        Assert.Contains("ok    The dialplan of Click2Call is installed", said, StringComparison.Ordinal);
        Assert.Contains("ok    Asterisk reaches us", said, StringComparison.Ordinal);
        Assert.Contains("ok    CLICK2CALL_EVENTS holds this line's address and token.", said, StringComparison.Ordinal);
        Assert.Contains("ok    Extension 101: online.", said, StringComparison.Ordinal);
        Assert.Contains("ok    Extension 1001: its phone is not registered now.", said, StringComparison.Ordinal);
        Assert.Contains("ok    The trunk carrier is there.", said, StringComparison.Ordinal);

        // One extension of the account is not in pjsip.conf.
        Assert.Contains("WRONG Extension 999: Asterisk has no endpoint PJSIP/999.", said, StringComparison.Ordinal);
        Assert.EndsWith("has 1 problem.", said.Trim(), StringComparison.Ordinal);
        Assert.Equal(1, exit);
    }
}

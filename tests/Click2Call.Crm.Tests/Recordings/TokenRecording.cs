namespace Click2Call.Crm.Tests.Recordings;

/// <summary>A source that signs nothing and shows a secret in its address.</summary>
internal abstract class TokenRecording : Recording
{
    public override bool CoversBody => false;

    public override Draft Prove(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?token=" + Key };

    public override Draft ProveWrongly(Draft draft, DateTimeOffset now) => draft with { Url = draft.Url + "?token=" + Key[..^1] + "d" };
}

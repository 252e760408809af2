using Click2Call.Accounts;
using Click2Call.Flows;

namespace Click2Call.Storage.Accounts;

/// <summary>A system message in the row <c>account</c>.</summary>
internal sealed class StoredMessage
{
    public string Code { get; set; } = "";

    public string? Flow { get; set; }

    public List<StoredSound> Sounds { get; set; } = [];

    public static StoredMessage From(SystemMessage message) => new()
    {
        Code = message.Code,
        Flow = message.Flow,
        Sounds = [.. message.Sounds.Select(sound => new StoredSound { Text = sound.Text, File = sound.File })],
    };

    public SystemMessage To() => new(Code, Flow, [.. Sounds.Select(sound => new FlowSound { Text = sound.Text, File = sound.File })]);
}

/// <summary>What of a system message is heard: a text or a file.</summary>
internal sealed class StoredSound
{
    public string? Text { get; set; }

    public string? File { get; set; }
}

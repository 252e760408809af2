namespace Click2Call.Dialects.Audio;

/// <summary>Tells audio by its first bytes: what a browser or a client says of a file is no proof, and it is handed out again.</summary>
public static class AudioKind
{
    /// <summary>The content type; null when it is no audio that a phone system plays.</summary>
    public static string? Of(ReadOnlySpan<byte> content) => content switch
    {
        [(byte)'I', (byte)'D', (byte)'3', ..] => "audio/mpeg",
        [0xFF, >= 0xE0, ..] => "audio/mpeg",
        [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'A', (byte)'V', (byte)'E', ..] => "audio/wav",
        [(byte)'O', (byte)'g', (byte)'g', (byte)'S', ..] => "audio/ogg",
        [(byte)'f', (byte)'L', (byte)'a', (byte)'C', ..] => "audio/flac",
        [(byte)'#', (byte)'!', (byte)'A', (byte)'M', (byte)'R', ..] => "audio/amr",
        [(byte)'.', (byte)'s', (byte)'n', (byte)'d', ..] => "audio/basic",
        [_, _, _, _, (byte)'f', (byte)'t', (byte)'y', (byte)'p', ..] => "audio/mp4",
        _ => null,
    };

    /// <summary>The ending of a file of a content type that <see cref="Of"/> tells.</summary>
    public static string Ending(string kind) => kind switch
    {
        "audio/mpeg" => ".mp3",
        "audio/mp4" => ".m4a",
        "audio/basic" => ".au",
        _ => "." + kind["audio/".Length..],
    };
}

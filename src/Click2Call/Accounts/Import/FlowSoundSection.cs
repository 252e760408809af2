using Click2Call.Flows;

namespace Click2Call.Accounts.Import;

/// <summary>Reads something that is played.</summary>
internal static class FlowSoundSection
{
    public static FlowSound Read(JsonObject json)
    {
        var sound = new FlowSound
        {
            Text = json.Text("text", FlowSection.IsSpoken, "what is spoken has 1 to 1000 characters; {name} stands for a variable."),
            Voice = json.Text("voice", text => text.Length <= 40 && text.All(one => char.IsAsciiLetterOrDigit(one) || one == '-'), "a voice is a name of the phone system, such as \"Charon\"."),
            File = json.Text("file", IsFile, "a file's name has 1 to 100 characters without control characters."),
            FileId = json.Text("fileId", text => text.Length <= 20 && text.All(char.IsAsciiDigit), "a file's id is digits."),
            Extension = json.Text("extension", text => text.Length <= 20 && text.All(char.IsAsciiDigit), "the extension under which the file lies is digits."),
            Number = json.Text("number", IsFile, "a number to be spoken is digits or a variable."),
            Digits = json.Text("digits", IsFile, "digits to be spoken are digits or a variable."),
        };
        if (new[] { sound.Text, sound.File, sound.FileId, sound.Number, sound.Digits }.Count(one => one is not null) != 1)
            json.Wrong(null, "a sound is one of text, file, fileId, number and digits.");
        return sound;
    }

    private static bool IsFile(string text) => text.Length is > 0 and <= 100 && !text.Any(char.IsControl);
}

namespace Click2Call.Lines;

/// <summary>What a line can do. An order that it cannot do is refused before anything is written.</summary>
[Flags]
public enum LineCapabilities
{
    /// <summary>It dials, and that is all.</summary>
    None = 0,

    /// <summary>It tells when a leg rings and is answered.</summary>
    ReportsProgress = 1,

    /// <summary>It tells when a call is over.</summary>
    ReportsEnd = 2,

    /// <summary>It can be asked what became of an attempt.</summary>
    LookUp = 4,

    /// <summary>It can hang up a call.</summary>
    HangUp = 8,

    /// <summary>It rings several phones at once, first come first served.</summary>
    RingsSeveral = 16,

    /// <summary>It dials one phone and plays a message.</summary>
    Message = 32,

    /// <summary>It dials one phone into a conference.</summary>
    Conference = 64,

    /// <summary>It rings one phone to show a caller id and hangs up when it is answered.</summary>
    Flash = 128,

    /// <summary>It knows whether an extension is registered.</summary>
    DeviceState = 256,

    /// <summary>A message of its may be text that it speaks.</summary>
    Speech = 512,

    /// <summary>A message of its may be audio that was uploaded to us.</summary>
    Uploads = 1024,

    /// <summary>It does what the keys of a message are for, and tells which were pressed.</summary>
    Keys = 2048,
}

namespace Click2Call.Campaigns;

/// <summary>A file of an account's audio library.</summary>
/// <param name="Name">The name that modules and campaigns use.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="ChangedAt">When it was written.</param>
/// <param name="Owner">The part of the account under which it was uploaded; null: nobody said.</param>
public sealed record AudioFile(string Name, string ContentType, long Bytes, DateTimeOffset ChangedAt, string? Owner);

namespace Click2Call.Storage.Rest;

/// <summary>A blob in a listing.</summary>
/// <param name="Name">Its name in the container.</param>
/// <param name="ContentType">Its type.</param>
/// <param name="Bytes">Its length in bytes.</param>
/// <param name="ChangedAt">When it was written, to the second.</param>
/// <param name="Note">The text that was kept with it.</param>
public sealed record BlobItem(string Name, string ContentType, long Bytes, DateTimeOffset ChangedAt, string? Note);

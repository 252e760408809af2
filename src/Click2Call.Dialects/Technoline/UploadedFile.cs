namespace Click2Call.Dialects.Technoline;

/// <summary>A file of a multipart form.</summary>
/// <param name="Name">Its name at the sender's.</param>
/// <param name="ContentType">What the sender says it is; may be empty.</param>
/// <param name="Content">Its bytes.</param>
public sealed record UploadedFile(string Name, string ContentType, ReadOnlyMemory<byte> Content);

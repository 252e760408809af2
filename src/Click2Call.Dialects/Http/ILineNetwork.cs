using System.Net;

namespace Click2Call.Dialects.Http;

/// <summary>Makes the connections of lines.</summary>
public interface ILineNetwork
{
    /// <summary>Connects, to an address that is allowed.</summary>
    /// <exception cref="PrivateAddressException">The name leads to an address that lines may not connect to.</exception>
    ValueTask<Stream> Connect(DnsEndPoint to, CancellationToken cancellation);
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Click2Call.Testing.Cloud;

/// <summary>
/// A certificate for the names of Azure's services, from an authority of its own that only lives in a folder of files. A
/// child process trusts it by <c>SSL_CERT_FILE</c> (.NET on Linux reads what OpenSSL reads).
/// </summary>
public sealed class TestCertificate : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("c2c-tls-").FullName;

    /// <summary>Makes one.</summary>
    /// <param name="names">The host names it is good for, wildcards included.</param>
    public TestCertificate(params IEnumerable<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var now = TimeProvider.System.GetUtcNow();
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authorityRequest = new CertificateRequest("CN=Click2Call test authority", authorityKey, HashAlgorithmName.SHA256);
        authorityRequest.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, true));
        authorityRequest.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, true));
        using var authority = authorityRequest.CreateSelfSigned(now.AddDays(-1), now.AddDays(2));

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Click2Call test", key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        alternatives.AddIpAddress(IPAddress.Loopback);
        foreach (var name in names)
            alternatives.AddDnsName(name);
        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], false));
        using var signed = request.Create(authority, now.AddDays(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(12));
        using var withKey = signed.CopyWithPrivateKey(key);

        AuthorityFile = Write("authority.pem", authority.ExportCertificatePem());
        CertificateFile = Write("certificate.pem", signed.ExportCertificatePem());
        KeyFile = Write("key.pem", key.ExportPkcs8PrivateKeyPem());
        Server = X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null);
    }

    /// <summary>The authority, to be trusted by name of file.</summary>
    public string AuthorityFile { get; }

    /// <summary>The certificate as a file, for servers that read files.</summary>
    public string CertificateFile { get; }

    /// <summary>Its key as a file.</summary>
    public string KeyFile { get; }

    /// <summary>The certificate with its key, for servers of ours.</summary>
    public X509Certificate2 Server { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Server.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text + "\n");
        return path;
    }
}

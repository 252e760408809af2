using System.Text;
using Click2Call.Storage.Rest;

namespace Click2Call.Storage.Tests.Rest;

public sealed class BlobListTests
{
    [Fact]
    public void A_page_of_a_listing_is_read_with_the_marker_of_the_next()
    {
        var (items, next) = BlobXml.ReadList(
            Encoding.UTF8.GetBytes(
                """
                <?xml version="1.0" encoding="utf-8"?>
                <EnumerationResults ServiceEndpoint="https://x.blob.core.windows.net/" ContainerName="audio"><Prefix>acme/</Prefix><Blobs>
                  <Blob><Name>acme/a &amp; b</Name><Properties><Last-Modified>Sun, 01 Mar 2026 09:30:00 GMT</Last-Modified><Content-Length>12</Content-Length><Content-Type>audio/mpeg</Content-Type><Content-MD5 /></Properties><Metadata><Note>101</Note></Metadata></Blob>
                  <Blob><Name>acme/c</Name><Properties><Content-Length>0</Content-Length></Properties><Metadata /></Blob>
                </Blobs><NextMarker>2!68!x</NextMarker></EnumerationResults>
                """),
            "note");
        Assert.Equal("2!68!x", next);
        Assert.Equal(new BlobItem("acme/a & b", "audio/mpeg", 12, new(2026, 3, 1, 9, 30, 0, TimeSpan.Zero), "101"), items[0]);
        Assert.Equal(("acme/c", "application/octet-stream", 0L, null), (items[1].Name, items[1].ContentType, items[1].Bytes, items[1].Note));
    }

    [Fact]
    public void The_last_page_has_no_marker() =>
        Assert.Equal((0, null), BlobXml.ReadList("<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>"u8.ToArray(), "note") is var (items, next) ? (items.Count, next) : default);
}

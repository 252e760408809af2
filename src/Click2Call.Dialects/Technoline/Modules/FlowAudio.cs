using System.Globalization;
using Click2Call.Calls;
using Click2Call.Campaigns;
using Click2Call.Dialects.Technoline.Manage;

namespace Click2Call.Dialects.Technoline.Modules;

/// <summary>
/// The files of an account's library as a phone system can play them: from an address of ours. By a name it plays what lies in
/// its own library ("The PBX resolves the name", PBX Documentation Center, Audio file references), where ours are not.
/// </summary>
/// <param name="library">The files.</param>
/// <param name="addresses">Signs their addresses.</param>
public sealed class FlowAudio(IAudioLibrary library, IAudioAddresses addresses)
{
    /// <summary>None: every name is the phone system's.</summary>
    internal static IReadOnlyDictionary<string, AudioItem> None { get; } = new Dictionary<string, AudioItem>(StringComparer.Ordinal);

    /// <summary>Every file of the library by its name; null when the library does not answer.</summary>
    /// <param name="account">The account.</param>
    /// <param name="site">Where the phone system reaches us, with a slash at its end; null: nowhere, so that names are all there is.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public async Task<IReadOnlyDictionary<string, AudioItem>?> Of(string account, Uri? site, CancellationToken cancellation)
    {
        if (site is null)
            return None;
        try
        {
            var items = new Dictionary<string, AudioItem>(StringComparer.Ordinal);
            foreach (var file in (await library.List(account, cancellation)).Where(file => ManagedFiles.IsOfLibrary(file.Name)))
            {
                // The phone system keeps what it fetched for days under the name: another upload has another.
                var changed = file.ChangedAt.UtcDateTime.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture);
                items[file.Name] = AudioItem.From(new Uri(site, $"{await addresses.PathOf(account, file.Name, cancellation)}?{changed}"), $"{file.Name}-{changed}");
            }

            return items;
        }
        catch (StorageUnavailableException)
        {
            return null;
        }
    }
}

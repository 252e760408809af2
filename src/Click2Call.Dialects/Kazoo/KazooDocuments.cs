using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Click2Call.Accounts;
using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Kazoo;

/// <summary>Lists, creates, reads, changes and deletes click-to-calls.</summary>
internal sealed class KazooDocuments(IAccountBook book, KazooAccepting settings)
{
    /// <summary>How many rows a page has when nobody says otherwise, and at most.</summary>
    public const int DefaultPage = 50, LargestPage = 200;

    public static KazooReply List(KazooRequest request, Account account)
    {
        if (PageSize(request, out var size) is { } wrong)
            return wrong;
        var start = request.Query.Text("start_key");
        var all = account.ClickToCalls
            .Where(click => Fits(click, request))
            .Select(click => (Key: KeyOf(click), Click: click))
            .OrderBy(row => row.Key, StringComparer.Ordinal)
            .ToList();
        if (request.Query.Text("ascending") is { } ascending && ascending.Equals("false", StringComparison.OrdinalIgnoreCase))
            all.Reverse();
        var from = start is null ? 0 : all.FindIndex(row => row.Key == start);
        if (from < 0)
            return KazooReply.Invalid("start_key", "invalid", "The start_key is not one of a page before", start);
        var whole = request.Flag("paginate") == false;
        var rows = whole ? all : all.GetRange(from, Math.Min(size, all.Count - from));
        var next = !whole && from + rows.Count < all.Count ? all[from + rows.Count].Key : null;
        var data = new JsonArray([.. rows.Select(row => Summary(row.Click, request.Route.V1))]);
        return KazooReply.Ok(data) with { Page = whole ? null : (rows.Count, start, next) };
    }

    public static KazooReply Get(ClickToCall click)
    {
        var shown = KazooDocument.Show(click);
        return KazooReply.Ok(shown) with { Revision = KazooDocument.Revision(shown) };
    }

    /// <summary>The page size that a query asks for.</summary>
    public static KazooReply? PageSize(KazooRequest request, out int size)
    {
        size = DefaultPage;
        if (request.Query.Text("page_size") is not { } text)
            return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out size) || size < 1)
            return KazooReply.Invalid("page_size", "minimum", "Value must be at least 1", text);
        size = Math.Min(size, LargestPage);
        return null;
    }

    public async Task<KazooReply> Create(KazooRequest request, Account account)
    {
        if (request.Data is null)
            return KazooReply.NoEnvelope();
        var reply = await Save(account, KazooDocument.Clean(request.Data), null, !request.Route.V1 || settings.AuthRequiredOnV1);
        return reply.Message is not null
            ? reply
            : reply with { Status = request.Route.V1 ? settings.CreateStatusOnV1 : StatusCodes.Status201Created };
    }

    public async Task<KazooReply> Change(KazooRequest request, Account account, ClickToCall click)
    {
        if (request.Data is null)
            return KazooReply.NoEnvelope();
        var changed = KazooDocument.Clean(request.Data);
        if (HttpMethods.IsPatch(request.Method))
            changed = KazooDocument.Patch(KazooDocument.Of(click), changed);

        // A client that leaves auth_required out does not mean to open a door to everybody.
        var reply = await Save(account, changed, click, click.AuthRequired);
        return reply with { Location = null };
    }

    public async Task<KazooReply> Delete(Account account, ClickToCall click)
    {
        if (!await book.DeleteClickToCall(account.Id, click.Id, CancellationToken.None))
            return KazooReply.BadIdentifier(click.Id);
        var shown = KazooDocument.Show(click);
        shown["_read_only"] = new JsonObject { ["deleted"] = true };
        return KazooReply.Ok(shown) with { Revision = KazooDocument.Revision(shown) };
    }

    private async Task<KazooReply> Save(Account account, JsonObject document, ClickToCall? before, bool authRequired)
    {
        if (KazooSchema.Check(document) is { } problems)
            return KazooReply.Invalid(problems);
        if (document.ToJsonString().Length > KazooDocument.Longest)
            return new(StatusCodes.Status413PayloadTooLarge, new JsonObject { ["message"] = "request entity too large" }, "request entity too large");
        var id = before?.Id ?? RandomNumberGenerator.GetHexString(32, lowercase: true);
        var click = KazooDocument.Read(id, document, before, authRequired);
        if (KazooConnect.Agent(click, document, account) is null)
            return KazooReply.Invalid("extension", "invalid", "Neither a SIP URI, a DID nor an internal extension", click.Extension);
        await book.SaveClickToCall(account.Id, click, CancellationToken.None);
        return Get(click) with { Location = id };
    }

    private static JsonObject Summary(ClickToCall click, bool v1)
    {
        var row = new JsonObject { ["id"] = click.Id, ["name"] = click.Name, ["extension"] = click.Extension };
        // The v1 document lists the realm; current Kazoo has never returned it.
        if (v1 && KazooDocument.Text(KazooDocument.Of(click), "realm") is { } realm)
            row["realm"] = realm;
        return row;
    }

    // filter_{member}=value, has_key=member, key_missing=member (Kazoo basics, Filters).
    private static bool Fits(ClickToCall click, KazooRequest request)
    {
        const string Filter = "filter_";
        JsonObject? shown = null;
        foreach (var (name, value) in request.Query.All)
        {
            if (name is not ("has_key" or "key_missing") && !name.StartsWith(Filter, StringComparison.Ordinal))
                continue;
            shown ??= KazooDocument.Show(click);
            var fits = name switch
            {
                "has_key" => shown.ContainsKey(value),
                "key_missing" => !shown.ContainsKey(value),
                _ => KazooRequest.TextOf(shown[name[Filter.Length..]]) == value,
            };
            if (!fits)
                return false;
        }

        return true;
    }

    private static string KeyOf(ClickToCall click) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(click.Name + "\n" + click.Id));
}

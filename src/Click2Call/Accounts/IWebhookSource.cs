namespace Click2Call.Accounts;

/// <summary>What the accounts file may say about one source of webhooks.</summary>
public interface IWebhookSource
{
    /// <summary>Its name, in addresses and in the file.</summary>
    string Name { get; }

    /// <summary>Its settings; what is not among them is a mistake.</summary>
    IReadOnlyList<WebhookSetting> Settings { get; }

    /// <summary>The parts of a lead whose place must be told, because nobody could guess it: <c>phone</c> where the sender numbers its fields.</summary>
    IReadOnlyList<string> NeededFields { get; }
}

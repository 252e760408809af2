namespace Click2Call.Faults;

/// <summary>What is measured: takes forms, orders calls from the phone system, and is killed now and then.</summary>
internal interface IContender : IAsyncDisposable
{
    /// <summary>Its name and version in the table.</summary>
    string Name { get; }

    /// <summary>Where the form is sent to.</summary>
    Uri Form { get; }

    /// <summary>How often its process was killed.</summary>
    int Kills { get; }

    /// <summary>Starts it and waits until it takes forms.</summary>
    Task Start(PhoneSystem phones);

    /// <summary>Answers 2xx once it is up.</summary>
    Uri Up { get; }

    /// <summary>kill -9; it is started again at once.</summary>
    void Kill();

    /// <summary>Breaks its storage off, and starts it again on the same data; false where there is none.</summary>
    Task<bool> CrashStorage();

    /// <summary>Whether nothing more will come of what it has taken.</summary>
    Task<bool> Settled();

    /// <summary>Calls that it lists as of unknown outcome, for a person to look at; null where it keeps no list.</summary>
    Task<int?> Uncertain();
}

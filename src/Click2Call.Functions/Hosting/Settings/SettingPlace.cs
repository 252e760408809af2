namespace Click2Call.Hosting.Settings;

/// <summary>Where a setting has its place.</summary>
internal enum SettingPlace
{
    /// <summary>The deployment to Azure sets it.</summary>
    Azure,

    /// <summary>Known on either host; the deployment to Azure does not set it.</summary>
    Elsewhere,

    /// <summary>For the stand-alone host only.</summary>
    StandAlone,

    /// <summary>For developers and tests.</summary>
    Development,
}

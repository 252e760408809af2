namespace Click2Call.Crm.Tests.Recordings;

/// <summary>Every recording.</summary>
internal static class AllRecordings
{
    public static IReadOnlyList<Recording> All =>
    [
        new HubSpotAppRecording(), new HubSpotWorkflowRecording(), new SalesforceRecording(), new PipedriveRecording(), new PipedriveV1Recording(), new PipedriveDealRecording(),
        new ZohoWorkflowRecording(), new ZohoWatchRecording(), new DataverseRecording(), new DataverseCutRecording(), new Bitrix24Recording(), new Bitrix24CallbackRecording(),
        new KommoRecording(), new MondayRecording(), new FreshsalesRecording(), new TypeformRecording(), new WebflowRecording(),
        new GoogleAdsRecording(), new MetaRecording(), new LinkedInRecording(), new GravityFormsRecording(), new ElementorRecording(),
        new ElementorAdvancedRecording(), new ContactForm7Recording(), new TwilioRecording(), new StandardWebhooksRecording(),
        new GenericHmacRecording(), new GenericBasicRecording(), new GenericFormRecording(),
    ];

    public static Recording Find(string name) => All.First(recording => recording.GetType().Name == name);
}

using Microsoft.AspNetCore.Http;

namespace Click2Call.Dialects.Technoline;

/// <summary>Some of the actions at <c>/ivrFilesApi.php</c>, beside <c>click2call</c>.</summary>
public interface ITechnolineAction
{
    /// <summary>Whether it answers this value of <c>action</c>.</summary>
    bool Takes(string action);

    /// <summary>Answers. What was sent may be what could not be read: who is told so is for the action to say.</summary>
    /// <param name="http">The exchange.</param>
    /// <param name="action">The action.</param>
    /// <param name="form">What was sent.</param>
    /// <exception cref="Calls.StorageUnavailableException">Storage did not answer; the front says so.</exception>
    Task<TechnolineReply> Answer(HttpContext http, string action, TechnolineForm form);
}

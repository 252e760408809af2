using Click2Call.Accounts;
using Click2Call.Lines;
using Click2Call.Orders;

namespace Click2Call.Intake;

/// <summary>An order that passed, with all that was looked up on the way.</summary>
/// <param name="Order">The order, its destinations resolved.</param>
/// <param name="Account">The account.</param>
/// <param name="ClickToCall">The click-to-call that it came through.</param>
/// <param name="LineId">The line's id.</param>
/// <param name="Line">The line.</param>
internal sealed record Screening(CallOrder Order, Account Account, ClickToCall? ClickToCall, string LineId, IPhoneLine Line);

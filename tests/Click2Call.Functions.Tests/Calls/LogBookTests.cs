using Microsoft.Extensions.Logging;

namespace Click2Call.Functions.Tests.Calls;

/// <summary>What finds leaks must find them, and nothing else.</summary>
public sealed class LogBookTests
{
    private const string Number = "542345678";

    [Theory]
    [InlineData("called 0542345678 at once")]
    [InlineData("called +972542345678.")]
    [InlineData("GET /calls?phone=%2B972542345678&key=1")]
    [InlineData("the key k-0542345678 is taken")]
    [InlineData("sip:0542345678@pbx.example")]
    [InlineData("c:0542345678-1 took 12.5 ms")]
    [InlineData("key=C2C_demo_AB12")]
    public void Finds_a_secret_wherever_it_stands(string line) => Assert.Single(Book(line).Leaks());

    [Theory]
    [InlineData("called 054******78")]
    [InlineData("took 12.5423456781 ms, or 1.542345678E-05 s")]
    [InlineData("call 01995423-4567-7a00-8abc-0e5423456789 was placed")]
    [InlineData("trace 4bf92f3577b542345678da6a3ce929d0e, span 00f0542345678b7a, ticks 638542345678901234")]
    public void Takes_no_random_digits_for_one(string line) => Assert.Empty(Book(line).Leaks());

    private static LogBook Book(string line)
    {
        var book = new LogBook();
        book.KeepSecret(Number);
        book.KeepSecret("c2c_demo_ab12");
        book.CreateLogger("Test").Log(LogLevel.Information, default, line, null, (text, _) => text);
        return book;
    }
}

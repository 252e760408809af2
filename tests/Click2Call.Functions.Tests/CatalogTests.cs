using Click2Call.Hosting.Catalog;

namespace Click2Call.Functions.Tests;

public sealed class CatalogTests
{
    private readonly FunctionCatalog _catalog = new();

    [Theory]
    [InlineData("Upper")]
    [InlineData("1first")]
    [InlineData("with.dot")]
    [InlineData("host")]
    [InlineData("")]
    public void Refuses_a_name_that_the_Functions_host_would_not_take(string name) =>
        Assert.Throws<ArgumentException>(() => _catalog.Add(Timer(name)));

    [Fact]
    public void Takes_a_name_of_128_characters_and_none_longer()
    {
        _catalog.Add(Timer(new string('a', 128)));
        Assert.Throws<ArgumentException>(() => _catalog.Add(Timer(new string('a', 129))));
    }

    [Fact]
    public void Refuses_a_second_function_of_the_same_name()
    {
        _catalog.Add(Queue("twin", "a"));
        Assert.Throws<ArgumentException>(() => _catalog.Add(Timer("twin")));
    }

    [Fact]
    public void Refuses_a_second_function_for_the_same_queue()
    {
        _catalog.Add(Queue("first", "a"));
        Assert.Throws<ArgumentException>(() => _catalog.Add(Queue("second", "a")));
    }

    [Theory]
    [InlineData("* * * * *")]
    [InlineData("61 * * * * *")]
    [InlineData("00:01:00")]
    [InlineData("")]
    public void Refuses_a_schedule_without_six_fields(string schedule) =>
        Assert.Throws<ArgumentException>(() => _catalog.Add(Timer("timer") with { Schedule = schedule }));

    [Theory]
    [InlineData("/slash")]
    [InlineData("admin")]
    [InlineData("Admin/x")]
    public void Refuses_a_route_that_is_not_ours(string route) =>
        Assert.Throws<ArgumentException>(() => _catalog.Add(Http("http", "GET", route)));

    [Fact]
    public void Refuses_the_same_route_and_method_twice()
    {
        _catalog.Add(Http("one", "GET", "calls"));
        _catalog.Add(Http("two", "POST", "calls"));
        Assert.Throws<ArgumentException>(() => _catalog.Add(Http("three", "GET", "Calls")));
    }

    [Theory]
    [InlineData("call-alarm")]
    [InlineData("Call-Alarm")]
    [InlineData("call-alarm/{more?}")]
    [InlineData("{*path}")]
    [InlineData("{name}")]
    [InlineData("{name}/{more?}")]
    [InlineData("call-{rest}")]
    public void Refuses_a_route_by_which_a_visitor_could_post_to_a_queue_function(string route)
    {
        var first = new FunctionCatalog();
        first.Add(Queue("call-alarm", "call-alarms"));
        Assert.Throws<ArgumentException>(() => first.Add(Http("door", "POST", route)));

        var second = new FunctionCatalog();
        second.Add(Http("door", "POST", route));
        Assert.Throws<ArgumentException>(() => second.Add(Queue("call-alarm", "call-alarms")));
    }

    [Theory]
    [InlineData("GET", "{*path}")]
    [InlineData("POST", "")]
    [InlineData("POST", "calls")]
    [InlineData("POST", "leads/{id}")]
    [InlineData("POST", "{a}/{b}")]
    public void Takes_a_route_that_leads_to_no_queue_function(string method, string route)
    {
        _catalog.Add(Queue("call-alarm", "call-alarms"));
        _catalog.Add(Http("door", method, route));
        Assert.Single(_catalog.Http);
    }

    private static HttpFunction Http(string name, string method, string route) => new(name, [method], route, _ => Task.CompletedTask);

    private static QueueFunction Queue(string name, string queue) => new(name, queue, (_, _) => Task.CompletedTask);

    private static TimerFunction Timer(string name) => new(name, "0 * * * * *", _ => Task.CompletedTask);
}

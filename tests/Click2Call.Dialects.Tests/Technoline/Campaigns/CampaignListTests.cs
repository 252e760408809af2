using Click2Call.Accounts;
using Click2Call.Dialects.Technoline.Campaigns;

namespace Click2Call.Dialects.Tests.Technoline.Campaigns;

/// <summary>Which column of a table is rung. The first cell with seven digits was, whatever the heading said: customers' and identity numbers are of strangers.</summary>
public sealed class CampaignListTests
{
    [Theory]
    [InlineData("id,name,phone\n521234567,Dana,0501234567", "0501234567")]
    [InlineData("id;name;Mobile\n521234567;Dana;0501234567", "0501234567")]
    [InlineData("ת.ז.\tשם\tטלפון נייד\n521234567\tדנה\t0501234567", "0501234567")]
    [InlineData("number,tel\n521234567,0501234567", "0501234567")]
    [InlineData("name,number\nDana,0501234567", "0501234567")]
    [InlineData("customer number,contact\n521234567,0501234567\n521234568,0501234568", "0501234567 0501234568")]
    [InlineData("phone type,number\nmobile,0501234567", "0501234567")]
    [InlineData("phone,mobile\n,0501234567\n0521234567,0501234568", "0501234567 0501234568")]
    [InlineData("hotel,tel\n521234567,0501234567", "0501234567")]
    public void By_its_heading(string file, string phones) => Assert.Equal(phones, string.Join(' ', CampaignList.Read(file, "IL")));

    [Theory]
    [InlineData("521234567,Dana,0501234567", "0501234567")]
    [InlineData("100000001,Dana,501234567\n521234567,Noa,501234568", "501234567 501234568")]
    [InlineData("\"Cohen, Dana\",0501234567\n\"Levi \"\"D\"\", Noa\",\"0501234568\"", "0501234567 0501234568")]
    [InlineData("0501234567\r\n'0501234568\r\n\r\n+14155552671", "0501234567 0501234568 +14155552671")]
    [InlineData("\uFEFFנמענים\n0501234567", "0501234567")]
    [InlineData("12\n0501234567", "12 0501234567")]
    public void Without_one_by_what_is_in_most_of_its_cells(string file, string phones) => Assert.Equal(phones, string.Join(' ', CampaignList.Read(file, "IL")));

    /// <summary>A line whose cell is empty must not be rung at its other number.</summary>
    [Theory]
    [InlineData("id,name,phone\n521234567,Dana,\n1,Noa,0501234567")]
    [InlineData("id\tphone\n521234567\t\n1\t0501234567")]
    [InlineData("id,phone\n521234567\n1,0501234567")]
    [InlineData("id,phone\n521234567,none\n1,0501234567")]
    [InlineData("phone\n\"521234567,0501234567\n0501234567")]
    public void A_line_without_a_number_is_told_and_nobody_is_rung_for_it(string file)
    {
        var numbers = CampaignList.Read(file, "IL").ToList();
        Assert.Equal(["0501234567"], numbers.Where(number => DestinationReader.TryReadPhone(number, "IL", out _, out _)));
        Assert.Equal(2, numbers.Count);
    }

    [Theory]
    [InlineData("phone,id\nx,521234567\n,521234568")]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("name\nDana")]
    public void A_column_that_is_called_phone_and_has_none_is_not_swapped_for_another(string file) =>
        Assert.DoesNotContain(CampaignList.Read(file, "IL"), number => DestinationReader.TryReadPhone(number, "IL", out _, out _));
}

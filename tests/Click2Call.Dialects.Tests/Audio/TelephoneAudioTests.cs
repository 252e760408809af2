using Click2Call.Dialects.Audio;

namespace Click2Call.Dialects.Tests.Audio;

/// <summary>Whatever people upload comes out as what a telephone plays: the same tone, as loud, as long.</summary>
public sealed class TelephoneAudioTests
{
    [Theory]
    [InlineData(8_000, 1, 1, 16)]
    [InlineData(44_100, 2, 1, 16)]
    [InlineData(48_000, 1, 1, 24)]
    [InlineData(22_050, 2, 1, 8)]
    [InlineData(16_000, 1, 1, 32)]
    [InlineData(96_000, 6, 3, 32)]
    [InlineData(11_025, 1, 3, 64)]
    [InlineData(6_000, 1, 1, 16)]
    public void A_tone_stays_a_tone(int rate, int channels, int format, int bits)
    {
        var made = TelephoneAudio.Of(Sounds.Wav(1.5, rate, channels, format, bits))!;
        Assert.Equal((8000, 1, 16, 1.5), Sounds.Describe(made));
        var samples = Sounds.Samples(made).ToList();
        Assert.InRange(samples.Max(), 0.4, 0.52);
        // 440 a second go up through zero.
        Assert.InRange(samples.Zip(samples.Skip(1)).Count(pair => pair.First < 0 && pair.Second >= 0), 655, 665);
    }

    [Theory]
    [InlineData(6, 0xD5, 8)]
    [InlineData(6, 0x55, -8)]
    [InlineData(6, 0xAA, 32256)]
    [InlineData(7, 0xFF, 0)]
    [InlineData(7, 0x80, 32124)]
    [InlineData(7, 0x00, -32124)]
    public void The_laws_of_telephony_are_read(int format, int coded, int sample)
    {
        var made = TelephoneAudio.Of(Sounds.Riff(8_000, 1, format, 8, [.. Enumerable.Repeat((byte)coded, 800)]))!;
        Assert.All(Sounds.Samples(made), read => Assert.InRange(read * 32768, sample - 2, sample + 2));
    }

    [Fact]
    public void An_MP3_is_as_long_as_its_frames()
    {
        // 1,152 samples a frame.
        var made = TelephoneAudio.Of(Sounds.Mp3(frames: 100))!;
        var (rate, channels, bits, seconds) = Sounds.Describe(made);
        Assert.Equal((8000, 1, 16), (rate, channels, bits));
        Assert.InRange(seconds, 2.4, 2.7);
    }

    [Fact]
    public void What_is_no_sound_or_none_for_a_telephone_is_not_taken()
    {
        Assert.Null(TelephoneAudio.Of(Array.Empty<byte>()));
        Assert.Null(TelephoneAudio.Of(new byte[] { 1, 2, 3 }));
        Assert.Null(TelephoneAudio.Of("ID3 and so on: no frame in sight"u8.ToArray()));
        Assert.Null(TelephoneAudio.Of(Sounds.Riff(8_000, 1, 1, 16, [])));
        Assert.Null(TelephoneAudio.Of(Sounds.Riff(8_000, 0, 1, 16, new byte[100])));
        Assert.Null(TelephoneAudio.Of(Sounds.Riff(0, 1, 1, 16, new byte[100])));
        Assert.Null(TelephoneAudio.Of(Sounds.Riff(8_000, 1, 2, 4, new byte[100])));
        Assert.Null(TelephoneAudio.Of(Sounds.Wav(TelephoneAudio.Longest.TotalSeconds + 1)));
    }

    [Fact]
    public void A_file_that_breaks_off_is_played_as_far_as_it_goes()
    {
        var wav = Sounds.Wav(2);
        Assert.Equal(1.0, Sounds.Describe(TelephoneAudio.Of(wav.AsMemory(0, 44 + 16_000))!).Seconds);
    }

    [Fact]
    public void No_bytes_at_all_make_it_fall()
    {
        var random = new Random(1);
        foreach (var whole in new[] { Sounds.Wav(0.1, 44_100, 2), Sounds.Mp3(5) })
        {
            for (var i = 0; i < 300; i++)
            {
                var broken = whole.ToArray();
                for (var hit = 0; hit < 1 + (i % 8); hit++)
                    broken[random.Next(Math.Min(broken.Length, 100))] = (byte)random.Next(256);
                _ = TelephoneAudio.Of(broken.AsMemory(0, random.Next(broken.Length)));
            }
        }
    }
}

using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Flammable.Execution;

/// <summary>
/// A generator whose numbers follow from a seed and a name, and whose state can be saved: xoshiro256**.
/// D. Blackman, S. Vigna, Scrambled linear pseudorandom number generators, ACM TOMS 47(4), 2021.
/// </summary>
internal sealed class SeededRandom : Random
{
    private const int StateWords = 4;

    private ulong _s0, _s1, _s2, _s3;

    /// <summary>Makes the generator. Its first state is the SHA-256 hash of the seed and the name.</summary>
    public SeededRandom(int seed, string name)
    {
        byte[] text = [.. BitConverter.GetBytes(seed), .. Encoding.UTF8.GetBytes(name)];
        SetState(SHA256.HashData(text));
    }

    /// <summary>The state as 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is no state.</exception>
    public string State
    {
        get => string.Concat(new[] { _s0, _s1, _s2, _s3 }.Select(word => word.ToString("x16", null)));
        set
        {
            byte[] bytes = Convert.FromHexString(value);
            if (bytes.Length != StateWords * sizeof(ulong))
            {
                throw new FormatException("a generator's state has another length");
            }

            SetState(bytes);
        }
    }

    public override int Next() => (int)Below(int.MaxValue);

    public override int Next(int maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (int)Below((ulong)maxValue);
    }

    public override int Next(int minValue, int maxValue) => (int)NextInt64(minValue, maxValue);

    public override long NextInt64() => (long)Below(long.MaxValue);

    public override long NextInt64(long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(maxValue);
        return (long)Below((ulong)maxValue);
    }

    public override long NextInt64(long minValue, long maxValue)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(minValue, maxValue);
        return unchecked((long)((ulong)minValue + Below((ulong)maxValue - (ulong)minValue)));
    }

    public override double NextDouble() => (NextWord() >> 11) * (1.0 / (1UL << 53));

    public override float NextSingle() => (NextWord() >> 40) * (1.0f / (1U << 24));

    public override void NextBytes(byte[] buffer)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        NextBytes(buffer.AsSpan());
    }

    public override void NextBytes(Span<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            ulong word = BitConverter.IsLittleEndian ? NextWord() : BinaryPrimitives.ReverseEndianness(NextWord());
            ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in word));
            bytes = bytes[..Math.Min(bytes.Length, buffer.Length)];
            bytes.CopyTo(buffer);
            buffer = buffer[bytes.Length..];
        }
    }

    protected override double Sample() => NextDouble();

    private void SetState(ReadOnlySpan<byte> bytes)
    {
        _s0 = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _s1 = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _s2 = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _s3 = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    private ulong NextWord()
    {
        ulong result = ulong.RotateLeft(_s1 * 5, 7) * 9;
        ulong shifted = _s1 << 17;
        _s2 ^= _s0;
        _s3 ^= _s1;
        _s1 ^= _s2;
        _s0 ^= _s3;
        _s2 ^= shifted;
        _s3 = ulong.RotateLeft(_s3, 45);
        return result;
    }

    // Every number equally likely: D. Lemire, Fast random integer generation in an interval, ACM TOMACS 29(1), 2019.
    private ulong Below(ulong limit)
    {
        ulong number = Math.BigMul(NextWord(), limit, out ulong rest);
        if (rest < limit)
        {
            ulong refused = unchecked(0 - limit) % limit;
            while (rest < refused)
            {
                number = Math.BigMul(NextWord(), limit, out rest);
            }
        }

        return number;
    }
}

using System.Globalization;
using System.Numerics;

namespace CnnGen.Generator.Tests.Loops;

/// <summary>An exact fraction, in lowest terms.</summary>
internal readonly struct Rational : IEquatable<Rational>, IComparable<Rational>
{
    // Less 1, so that the default value is 0/1.
    private readonly BigInteger _denominatorLessOne;

    public Rational(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsOne)
        {
            Numerator = numerator;
            return;
        }

        BigInteger common = BigInteger.GreatestCommonDivisor(numerator, denominator) * denominator.Sign;
        Numerator = numerator / common;
        _denominatorLessOne = (denominator / common) - 1;
    }

    public BigInteger Numerator { get; }

    public BigInteger Denominator => _denominatorLessOne + 1;

    public static implicit operator Rational(int value) => new(value, 1);

    /// <summary>The very value of a number in binary.</summary>
    public static Rational Exactly(double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "No fraction.");
        }

        // Scaling by powers of two is exact; every finite double is a whole multiple of 2⁻¹⁰⁷⁴.
        int power = 0;
        for (; value != Math.Truncate(value); power++)
        {
            value *= 2;
        }

        return new Rational(new BigInteger(value), BigInteger.One << power);
    }

    public static Rational operator +(Rational a, Rational b) =>
        new((a.Numerator * b.Denominator) + (b.Numerator * a.Denominator), a.Denominator * b.Denominator);

    public static Rational operator -(Rational a) => new(-a.Numerator, a.Denominator);

    public static Rational operator -(Rational a, Rational b) => a + -b;

    public static Rational operator *(Rational a, Rational b) => new(a.Numerator * b.Numerator, a.Denominator * b.Denominator);

    public static Rational operator /(Rational a, Rational b) => new(a.Numerator * b.Denominator, a.Denominator * b.Numerator);

    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    public static bool operator ==(Rational a, Rational b) => a.Equals(b);

    public static bool operator !=(Rational a, Rational b) => !a.Equals(b);

    public static Rational Abs(Rational value) => value < 0 ? -value : value;

    public static Rational Max(Rational a, Rational b) => a > b ? a : b;

    public static Rational Min(Rational a, Rational b) => a > b ? b : a;

    public int CompareTo(Rational other) => (Numerator * other.Denominator).CompareTo(other.Numerator * Denominator);

    public bool Equals(Rational other) => Numerator == other.Numerator && Denominator == other.Denominator;

    public override bool Equals(object? obj) => obj is Rational other && Equals(other);

    public override int GetHashCode() => HashCode.Combine(Numerator, Denominator);

    public override string ToString() => Denominator.IsOne
        ? Numerator.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
}

using System.Globalization;
using System.Text;
using CnnGen.Generator.Model;

namespace CnnGen.Generator.Loops;

/// <summary>An index into a buffer: a constant plus whole multiples of loop variables. Everything a kernel addresses has this form.</summary>
/// <param name="Constant">The part that is known.</param>
/// <param name="Terms">The variables, each once, in the order of their first use.</param>
internal sealed record IndexExpression(int Constant, EquatableArray<IndexTerm> Terms)
{
    public bool IsConstant => Terms.Count == 0;

    public static implicit operator IndexExpression(int constant) => new(constant, []);

    public static IndexExpression operator +(IndexExpression a, IndexExpression b)
    {
        List<IndexTerm> terms = [.. a.Terms];
        foreach (IndexTerm term in b.Terms)
        {
            int at = terms.FindIndex(t => t.Variable == term.Variable);
            if (at < 0)
            {
                terms.Add(term);
            }
            else
            {
                terms[at] = term with { Factor = terms[at].Factor + term.Factor };
            }
        }

        terms.RemoveAll(t => t.Factor == 0);
        return new IndexExpression(a.Constant + b.Constant, terms.ToEquatableArray());
    }

    public static IndexExpression operator -(IndexExpression a, IndexExpression b) => a + (b * -1);

    public static IndexExpression operator *(IndexExpression a, int factor)
    {
        List<IndexTerm> terms = [];
        foreach (IndexTerm term in a.Terms)
        {
            if (factor != 0)
            {
                terms.Add(term with { Factor = term.Factor * factor });
            }
        }

        return new IndexExpression(a.Constant * factor, terms.ToEquatableArray());
    }

    /// <summary>The variable itself.</summary>
    public static IndexExpression Of(string variable) => new(0, [new IndexTerm(variable, 1)]);

    /// <summary>The same index with a number in the place of a variable.</summary>
    public IndexExpression Substitute(string variable, int value)
    {
        List<IndexTerm> terms = [];
        int constant = Constant;
        foreach (IndexTerm term in Terms)
        {
            if (term.Variable == variable)
            {
                constant += term.Factor * value;
            }
            else
            {
                terms.Add(term);
            }
        }

        return new IndexExpression(constant, terms.ToEquatableArray());
    }

    public override string ToString()
    {
        StringBuilder text = new();
        foreach (IndexTerm term in Terms)
        {
            int size = Math.Abs(term.Factor);
            string sign = term.Factor < 0 ? (text.Length == 0 ? "-" : " - ") : (text.Length == 0 ? "" : " + ");
            text.Append(sign);
            if (size == 1)
            {
                text.Append(term.Variable);
            }
            else if (size > 1)
            {
                bool alone = Terms.Count == 1 && Constant == 0;
                text.Append(alone ? "" : "(").Append(size.ToString(CultureInfo.InvariantCulture)).Append(" * ").Append(term.Variable).Append(alone ? "" : ")");
            }
        }

        if (Constant != 0 || text.Length == 0)
        {
            string sign = text.Length == 0 ? (Constant < 0 ? "-" : "") : (Constant < 0 ? " - " : " + ");
            text.Append(sign).Append(Math.Abs(Constant).ToString(CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}

/// <summary>A whole multiple of a loop variable.</summary>
internal readonly record struct IndexTerm(string Variable, int Factor);

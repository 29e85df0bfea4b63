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
        if (a.IsConstant || b.IsConstant)
        {
            return new IndexExpression(a.Constant + b.Constant, a.IsConstant ? b.Terms : a.Terms);
        }

        IndexTerm[] terms = new IndexTerm[a.Terms.Count + b.Terms.Count];
        int count = 0;
        foreach (IndexTerm term in a.Terms)
        {
            Append(term with { Factor = term.Factor + b.FactorOf(term.Variable) });
        }

        foreach (IndexTerm term in b.Terms)
        {
            if (a.FactorOf(term.Variable) == 0)
            {
                Append(term);
            }
        }

        return new IndexExpression(a.Constant + b.Constant, EquatableArray.First(terms, count));

        void Append(IndexTerm term)
        {
            if (term.Factor != 0)
            {
                terms[count++] = term;
            }
        }
    }

    public static IndexExpression operator -(IndexExpression a, IndexExpression b) => a + (b * -1);

    public static IndexExpression operator *(IndexExpression a, int factor)
    {
        if (factor == 0 || a.IsConstant)
        {
            return a.Constant * factor;
        }

        IndexTerm[] terms = new IndexTerm[a.Terms.Count];
        for (int i = 0; i < terms.Length; i++)
        {
            terms[i] = a.Terms[i] with { Factor = a.Terms[i].Factor * factor };
        }

        return new IndexExpression(a.Constant * factor, new EquatableArray<IndexTerm>(terms));
    }

    /// <summary>The variable itself.</summary>
    public static IndexExpression Of(string variable) => new(0, [new IndexTerm(variable, 1)]);

    /// <summary>The same index with numbers in the place of some variables.</summary>
    public IndexExpression Substitute(Substitution values)
    {
        int constant = Constant;
        int open = 0;
        foreach (IndexTerm term in Terms)
        {
            if (values.Of(term.Variable) is { } value)
            {
                constant += term.Factor * value;
            }
            else
            {
                open++;
            }
        }

        if (open == Terms.Count)
        {
            return this;
        }

        IndexTerm[] terms = new IndexTerm[open];
        for (int i = Terms.Count - 1; open > 0; i--)
        {
            if (values.Of(Terms[i].Variable) is null)
            {
                terms[--open] = Terms[i];
            }
        }

        return new IndexExpression(constant, new EquatableArray<IndexTerm>(terms));
    }

    private int FactorOf(string variable)
    {
        foreach (IndexTerm term in Terms)
        {
            if (term.Variable == variable)
            {
                return term.Factor;
            }
        }

        return 0;
    }

    public override string ToString()
    {
        StringBuilder text = new();
        AppendTo(text);
        return text.ToString();
    }

    /// <summary>Writes the index.</summary>
    /// <param name="text">Where.</param>
    /// <param name="name">The name of a variable's factor, or of the constant part for an empty variable; null where it has none.</param>
    public void AppendTo(StringBuilder text, Func<string, int, string?>? name = null)
    {
        bool isFirst = true;
        foreach (IndexTerm term in Terms)
        {
            int size = Math.Abs(term.Factor);
            text.Append(isFirst ? (term.Factor < 0 ? "-" : "") : (term.Factor < 0 ? " - " : " + "));
            isFirst = false;
            if (size == 1)
            {
                text.Append(term.Variable);
            }
            else
            {
                bool alone = Terms.Count == 1 && Constant == 0;
                text
                    .Append(alone ? "" : "(")
                    .Append(name?.Invoke(term.Variable, size) ?? size.ToString(CultureInfo.InvariantCulture))
                    .Append(" * ")
                    .Append(term.Variable)
                    .Append(alone ? "" : ")");
            }
        }

        if (isFirst)
        {
            text.Append(name?.Invoke("", Constant) ?? Constant.ToString(CultureInfo.InvariantCulture));
        }
        else if (Constant != 0)
        {
            text
                .Append(Constant < 0 ? " - " : " + ")
                .Append((Constant > 0 ? name?.Invoke("", Constant) : null) ?? Math.Abs(Constant).ToString(CultureInfo.InvariantCulture));
        }
    }
}

/// <summary>A whole multiple of a loop variable.</summary>
internal readonly record struct IndexTerm(string Variable, int Factor);

using CnnGen.Generator.Loops;
using CnnGen.Generator.Machine;
using CnnGen.Generator.Model;
using CnnGen.Generator.Operators.Normalization;

namespace CnnGen.Generator.Algorithms.Normalization;

/// <summary>The loops of <see cref="LocalResponseNormLoops"/>.</summary>
internal sealed class LocalResponseNormLowering(NodeLowering node, LocalResponseNormLoops algorithm)
{
    private readonly LoopBuilder _b = new(node.IsParallel);
    private readonly LocalResponseNorm _norm = algorithm.Norm;
    private readonly BufferLayout _input = node.InputLayout(0);
    private readonly int _lanes = algorithm.Lanes;

    private int Channels => _input.Shape.Channels;

    public void Run()
    {
        if (algorithm.IsGradient)
        {
            Backward();
        }
        else
        {
            Forward();
        }
    }

    private void Forward()
    {
        BufferLayout output = node.OutputLayout;
        ChannelWindow window = new(Channels, _norm.Before, _norm.After, _lanes);
        _b.ForTasks("oh", 0, output.Shape.Height, oh => _b.For("ow", output.Shape.Width, ow => window.Loop(_b, (c, count) =>
        {
            Local s = Base(window, _input.At(oh, ow, 0), c);
            LoadVector x = new("input", _input.At(oh, ow, c));
            _b.Add(new StoreVector("output", output.At(oh, ow, c), new Binary(BinaryOperation.Divide, x, Power(s)), count));
        })));
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("output", node.Output())
            .WithTasks(node, output.Shape.Height)
            .Call(node, _lanes, _b, LayerComments.Of(node, $"out[h, w, c] = in[h, w, c] / s[c]^{Numerals.Plain(_norm.Beta)}, {BaseFormula()}"));
    }

    /// <summary>Row by row: each output's share in the gradient of its neighbours first, then the sums of these shares.</summary>
    private void Backward()
    {
        BufferLayout dOutput = node.InputLayout(1);
        BufferLayout dInput = node.OutputLayout;
        ChannelWindow window = new(Channels, _norm.Before, _norm.After, _lanes);
        ChannelWindow mirrored = new(Channels, _norm.After, _norm.Before, _lanes);
        _b.For("h", dInput.Shape.Height, h =>
        {
            _b.For("w", dInput.Shape.Width, w => window.Loop(_b, (c, count) =>
            {
                Local s = Base(window, _input.At(h, w, 0), c);
                Local d = _b.Declare("d", LocalType.Vector, new Binary(BinaryOperation.Divide, new LoadVector("dOutput", dOutput.At(h, w, c)), Power(s)));
                Expression share = new Binary(BinaryOperation.Divide, new Binary(BinaryOperation.Multiply, d, new LoadVector("input", _input.At(h, w, c))), s);
                _b.Add(new StoreVector("shares", (w * Channels) + c, share, count));
                _b.Add(new StoreVector("dInput", dInput.At(h, w, c), d, count));
            }));
            _b.For("w", dInput.Shape.Width, w => mirrored.Loop(_b, (c, count) =>
            {
                Local sum = mirrored.Sum(_b, "sum", "shares", w * Channels, c, (share, sum) => new Binary(BinaryOperation.Add, sum, share));
                Expression x = new Binary(BinaryOperation.Multiply, new LoadVector("input", _input.At(h, w, c)), new Splat(-2 * _norm.Scale * _norm.Beta));
                _b.Add(new StoreVector("dInput", dInput.At(h, w, c), new MultiplyAdd(x, sum, new LoadVector("dInput", dInput.At(h, w, c))), count));
            }));
        });
        string beta = Numerals.Plain(_norm.Beta);
        string factor = Numerals.Plain(2 * _norm.Scale * _norm.Beta);
        new KernelSignature()
            .Floats("input", node.Input(0))
            .Floats("dOutput", node.Input(1))
            .Floats("shares", node.Scratch((dInput.Shape.Width * Channels) + _lanes))
            .Floats("dInput", node.Output())
            .Call(node, _lanes, _b, LayerComments.Of(
                node, $"dIn[c] = dOut[c] / s[c]^{beta} − {factor} · in[c] · Σ dOut[i] · in[i] / s[i]^({beta} + 1), c in the window of i, {BaseFormula()}"));
    }

    /// <summary>Declares s = k + α' · Σ in².</summary>
    private Local Base(ChannelWindow window, IndexExpression pixel, IndexExpression c)
    {
        Local squares = window.Sum(_b, "squares", "input", pixel, c, (x, sum) => new MultiplyAdd(x, x, sum));
        return _b.Declare("s", LocalType.Vector, new MultiplyAdd(squares, new Splat(_norm.Scale), new Splat(_norm.Bias)));
    }

    /// <summary>s^β, of square roots where β is made of quarters and halves: they are faster and more exact than exponential and logarithm.</summary>
    private Expression Power(Local s)
    {
        switch (_norm.Beta)
        {
            case 1:
                return s;
            case 0.5f:
                return new Call(Function.Sqrt, s);
            case 0.75f:
                Local root = _b.Declare("root", LocalType.Vector, new Call(Function.Sqrt, s));
                return new Binary(BinaryOperation.Multiply, root, new Call(Function.Sqrt, root));
            default:
                return new LibraryFunction("Exp", new Binary(BinaryOperation.Multiply, new Splat(_norm.Beta), new LibraryFunction("Log", s)));
        }
    }

    private string BaseFormula() => FormattableString.Invariant(
        $"s[c] = {Numerals.Plain(_norm.Bias)} + {Numerals.Plain(_norm.Scale)} · Σ in[i]² for i from c − {_norm.Before} to c + {_norm.After}");
}

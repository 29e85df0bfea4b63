using CnnGen.Generator.Diagnostics;
using CnnGen.Generator.Ir;
using CnnGen.Generator.Model;
using CnnGen.Geometry;

namespace CnnGen.Generator.Operators.Reading;

/// <summary>One axis of a transposed convolution: that of a window, with rows that are added to the output.</summary>
internal sealed class TransposedAxisReader
{
    private readonly LayerReader _layer;
    private readonly AxisReader _axis;
    private readonly int _outputPadding;

    public TransposedAxisReader(LayerReader layer, AxisReader axis, string ownArgument)
    {
        _layer = layer;
        _axis = axis;
        string argument = layer.Has(ownArgument) ? ownArgument : "OutputPadding";
        _outputPadding = layer.Integer(argument) ?? 0;
        if (_outputPadding < 0)
        {
            layer.Error(DiagnosticIds.NegativePadding, argument, layer.Name, Numerals.Plain(_outputPadding), "");
        }
        else if (_outputPadding >= axis.Stride)
        {
            layer.Error(
                DiagnosticIds.OutputPaddingTooLarge,
                argument,
                layer.Name,
                Numerals.Plain(_outputPadding),
                Numerals.Plain(axis.Stride),
                Numerals.Plain(axis.Stride - 1));
        }
    }

    /// <summary>The axis for this many rows of input; it is reported if nothing is left of the output.</summary>
    public WindowAxis Over(int n)
    {
        WindowAxis uncut = WindowAxis.Transposed(n, _axis.Size, _axis.Stride, _axis.Dilation, 0, 0, _outputPadding);
        (int before, int after) = _axis.IsSame ? Same(uncut, n) : (_axis.Before, _axis.After);
        WindowAxis axis = WindowAxis.Transposed(n, _axis.Size, _axis.Stride, _axis.Dilation, before, after, _outputPadding);
        if (axis.N < 1)
        {
            int largest = (uncut.N - 1) / 2;
            string padding = before == after ? "padding" : "padding on each side";
            _layer.Error(
                DiagnosticIds.TransposedHasNoOutput,
                _axis.PaddingArgument,
                _layer.Name,
                SizeFormula.TransposedSize(axis, n),
                padding,
                Numerals.Plain(largest));
        }

        return axis;
    }

    /// <summary>What is cut off for n·s rows, the odd one at the end; nothing where there are fewer.</summary>
    private (int Before, int After) Same(WindowAxis uncut, int n)
    {
        int cut = Math.Max(0, uncut.N - (n * _axis.Stride));
        return (cut / 2, cut - (cut / 2));
    }
}

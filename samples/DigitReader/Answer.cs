using System.Text;

namespace DigitReader;

/// <summary>What the program prints: the digit, then a line a digit with its probability and a bar.</summary>
internal static class Answer
{
    private const int BarWidth = 40;

    public static string Text(ReadOnlySpan<float> probabilities)
    {
        int answer = 0;
        for (int digit = 1; digit < probabilities.Length; digit++)
        {
            answer = probabilities[digit] > probabilities[answer] ? digit : answer;
        }

        StringBuilder text = new();
        text.Append(answer).Append('\n');
        for (int digit = 0; digit < probabilities.Length; digit++)
        {
            // Whole numbers: the formatting of floats would be a tenth of the program.
            int tenths = (int)MathF.Round(probabilities[digit] * 1000);
            string percent = (tenths / 10).ToString().PadLeft(4);
            text.Append(digit).Append(percent).Append('.').Append(tenths % 10).Append(" %");
            int bar = (int)MathF.Round(probabilities[digit] * BarWidth);
            if (bar > 0)
            {
                text.Append("  ").Append('█', bar);
            }

            text.Append('\n');
        }

        return text.ToString();
    }
}

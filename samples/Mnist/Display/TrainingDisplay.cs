using CnnGen;
using Spectre.Console;

namespace Mnist.Display;

/// <summary>Shows training while it runs.</summary>
internal abstract class TrainingDisplay
{
    /// <summary>A table that changes in place on a terminal, lines elsewhere.</summary>
    public static TrainingDisplay ForThisConsole()
    {
        Capabilities terminal = AnsiConsole.Profile.Capabilities;
        return !Console.IsOutputRedirected && terminal.Ansi && terminal.Interactive ? new LiveDisplay() : new PlainDisplay();
    }

    /// <summary>Runs training and shows it; what training throws goes through.</summary>
    /// <param name="history">Epochs that are complete already, and then those that complete.</param>
    /// <param name="epochs">Epochs in all.</param>
    /// <param name="train">Trains, and reports to what it is given.</param>
    public abstract void Show(TrainingHistory history, int epochs, Action<IProgress<TrainingProgress>> train);
}

using System.Globalization;

namespace CnnGen.Samples.LoadTest;

/// <summary>What the command line says. Count and time are both bounded, and only this machine is asked.</summary>
/// <param name="Port">The server's port on the loopback interface.</param>
/// <param name="Picture">The file to send.</param>
/// <param name="Requests">Requests in all.</param>
/// <param name="Connections">Connections, each with one request at a time.</param>
/// <param name="Seconds">When to stop, whatever is left.</param>
internal sealed record LoadOptions(int Port, string Picture, int Requests, int Connections, int Seconds)
{
    public const string Usage = "usage: LoadTest --port PORT --picture FILE.png [--requests 20000] [--connections 16] [--seconds 30]";

    /// <summary>Reads the command line; null if it is not understood.</summary>
    public static LoadOptions? Parse(string[] arguments)
    {
        LoadOptions options = new(0, "", 20_000, 16, 30);
        for (int i = 0; i + 1 < arguments.Length; i += 2)
        {
            string value = arguments[i + 1];
            LoadOptions? next = arguments[i] switch
            {
                "--picture" => options with { Picture = value },
                "--port" when Number(value, 65_535) is { } number => options with { Port = number },
                "--requests" when Number(value, 10_000_000) is { } number => options with { Requests = number },
                "--connections" when Number(value, 1000) is { } number => options with { Connections = number },
                "--seconds" when Number(value, 600) is { } number => options with { Seconds = number },
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            options = next;
        }

        return arguments.Length % 2 == 0 && options.Port > 0 && options.Picture.Length > 0 ? options : null;
    }

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1 && value <= most ? value : null;
}

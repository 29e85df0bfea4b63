using CnnGen;
using DigitReader;

const int BadInput = 2;
const string Usage = "usage: DigitReader PICTURE.png";

if (args is ["--help" or "-h"])
{
    Console.WriteLine(Usage);
    Console.WriteLine("Prints the digit in the picture and the probability of each. Any size, dark on light or light on dark.");
    return 0;
}

if (args is not [{ Length: > 0 } path])
{
    Console.Error.WriteLine(Usage);
    return BadInput;
}

try
{
    float[] probabilities = DigitNetwork.Read(DigitPicture.Normalize(Image.Load(path), path));
    Console.Write(Answer.Text(probabilities));
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
{
    Console.Error.WriteLine($"DigitReader: {error.Message}");
    return BadInput;
}

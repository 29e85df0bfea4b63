using CnnGen;
using DigitReader;

const int BadInput = 2;
const string Usage = "usage: DigitReader PICTURE.png\n";

if (args is ["--help" or "-h"])
{
    Terminal.Write(Usage + "Prints the digit in the picture and the probability of each. Any size, dark on light or light on dark.\n");
    return 0;
}

if (args is not [{ Length: > 0 } path])
{
    Terminal.WriteError(Usage);
    return BadInput;
}

try
{
    float[] probabilities = DigitNetwork.Read(DigitPicture.Normalize(Image.Load(path), path));
    Terminal.Write(Answer.Text(probabilities));
    return 0;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
{
    Terminal.WriteError($"DigitReader: {error.Message}\n");
    return BadInput;
}

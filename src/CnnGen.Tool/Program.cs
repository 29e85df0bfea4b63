using System.CommandLine;
using CnnGen.Tool.Commands;

RootCommand root = new("Brings ONNX models into CnnGen as C# classes, networks out as ONNX, and weight files across.")
{
    ImportCommand.Create(),
    CheckCommand.Create(),
    DiagramCommand.Create(),
    ExportCommand.Create(),
    SummaryCommand.Create(),
    WeightsCommand.Create(),
};
return root.Parse(args).Invoke();

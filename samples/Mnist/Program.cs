using Mnist.CommandLine;

return MnistCommand.Run(args);

using Networks.CommandLine;

return NetworksCommand.Run(args);

using System.Management.Automation;

namespace Flammable.Commands.Errors;

/// <summary>An input that a cmdlet cannot use, with the record that says so.</summary>
internal sealed class InputException(ErrorRecord record) : Exception(record.ToString())
{
    /// <summary>The record to write.</summary>
    public ErrorRecord Record { get; } = record;
}

# Completion of zstack-cli for PowerShell: dot-source this file in $PROFILE, or run
# `zstack-cli completion install powershell`. The program is given the line as it is; how an argument would be quoted on
# its way there differs between versions, so it travels in base64.

Register-ArgumentCompleter -Native -CommandName zstack-cli -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    $program = $commandAst.CommandElements[0].Extent
    $start = $commandAst.Extent.StartOffset
    $text = $commandAst.Extent.Text.PadRight($cursorPosition - $start).Substring(0, $cursorPosition - $start)
    $line = $text.Substring([Math]::Min($text.Length, $program.EndOffset - $start))
    $encoded = [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($line))

    $encoding = [Console]::OutputEncoding
    $certificates = $env:NODE_EXTRA_CA_CERTS
    try {
        [Console]::OutputEncoding = [Text.Encoding]::UTF8
        $env:ZSTACK_EXTRA_CA_CERTS = $certificates
        $env:NODE_EXTRA_CA_CERTS = $null
        $answer = @(& $commandAst.GetCommandName() __complete --shell powershell --base64 -- $encoded 2>$null)
    } finally {
        [Console]::OutputEncoding = $encoding
        $env:NODE_EXTRA_CA_CERTS = $certificates
        $env:ZSTACK_EXTRA_CA_CERTS = $null
    }

    foreach ($told in $answer) {
        $word, $detail = $told -split "`t", 2
        # A line without a word is a note.
        if (-not $word) { continue }
        $word = $word.TrimEnd()
        $hint = if ($detail) { $detail } else { $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $hint)
    }
}

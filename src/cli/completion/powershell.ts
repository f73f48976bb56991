import { type CompletionModel, type CompletionOption, type CompletionValue, flagsWithValue } from './model.ts'

/** For Windows PowerShell 5.1 and PowerShell 7. */
export function powershellCompletion(model: CompletionModel): string {
  return `# PowerShell completion for ${model.program}, written by "${model.program} completion pwsh"

Register-ArgumentCompleter -Native -CommandName '${model.program}' -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # That of whoever asks may refuse properties that are not there.
    Set-StrictMode -Off

    $model = ConvertFrom-Json @'
${modelJson(model)}
'@

    # What stands before the word at the cursor.
    $command = $null
    $option = ''
    $place = 0
    $ended = $false
    foreach ($element in @($commandAst.CommandElements | Select-Object -Skip 1)) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $token = $element.Extent.Text
        if ($option -ne '') { $option = '' }
        elseif (-not $ended -and $token -ceq '--') { $ended = $true }
        elseif (-not $ended -and $token -match '^-.') {
            if ($model.valued -ccontains $token) { $option = $token }
        }
        elseif ($null -eq $command) { $command = $token }
        else { $place++ }
    }

    $known = $model.commands | Where-Object { $_.name -ceq $command } | Select-Object -First 1
    $options = @(if ($null -eq $command) { $model.options } elseif ($known) { $known.options })
    $typed = "$wordToComplete" -replace '^[''"]', ''
    $lead = ''
    $items = @()
    $paths = 'none'
    $kind = 'ParameterValue'

    if (-not $ended -and $option -eq '' -and $typed -match '^(--[^=]+)=(.*)$') {
        $option = $Matches[1]
        $lead = "$option="
        $typed = $Matches[2]
    }
    if ($option -ne '') {
        $value = ($options | Where-Object { $_.flags -ccontains $option } | Select-Object -First 1).value
        if ($value) { $items = @($value.words); $paths = $value.paths }
    }
    elseif (-not $ended -and $typed.StartsWith('-')) {
        $kind = 'ParameterName'
        $items = @(foreach ($one in $options) {
            foreach ($flag in $one.flags) { @{ text = $flag; description = $one.description } }
        })
    }
    elseif ($null -eq $command) { $items = @($model.commands | ForEach-Object { @{ text = $_.name; description = $_.description } }) }
    elseif ($known -and $known.arguments.Count -gt 0) {
        $at = [Math]::Min($place, $known.arguments.Count - 1)
        $argument = $known.arguments[$at]
        if ($at -eq $place -or $argument.isVariadic) {
            $items = @($argument.value.words)
            $paths = $argument.value.paths
        }
    }
    if ($paths -eq 'behind-word' -and $typed -match '^([^=]+=)(.*)$') {
        $lead += $Matches[1]
        $typed = $Matches[2]
        $items = @()
        $paths = 'files'
    }

    $results = @(
        foreach ($item in $items) {
            if (-not $item.text.StartsWith($typed)) { continue }
            # A bare "@" would be read as an operator of PowerShell.
            $text = if ($item.text.StartsWith('@')) { "'$lead$($item.text)'" } else { "$lead$($item.text)" }
            $about = if ($item.description) { $item.description } else { $item.text }
            [System.Management.Automation.CompletionResult]::new($text, $item.text, $kind, $about)
        }
        if ($paths -eq 'files' -or $paths -eq 'folders') {
            foreach ($file in [System.Management.Automation.CompletionCompleters]::CompleteFilename($typed)) {
                if ($paths -eq 'folders' -and $file.ResultType -ne 'ProviderContainer') { continue }
                [System.Management.Automation.CompletionResult]::new("$lead$($file.CompletionText)", $file.ListItemText, $file.ResultType, $file.ToolTip)
            }
        }
    )
    # Nothing at all would have PowerShell complete names of files.
    if ($results.Count -eq 0) { '' } else { $results }
}
`
}

/** The model as JSON in ASCII, as the output of a program may reach PowerShell in any code page. */
function modelJson(model: CompletionModel): string {
  const json = {
    valued: flagsWithValue(model),
    options: model.options.map(jsonOption),
    commands: model.commands.map(({ name, description, options, arguments: own }) => ({
      name,
      description,
      options: options.map(jsonOption),
      arguments: own.map(({ value, isVariadic }) => ({ value: jsonValue(value), isVariadic })),
    })),
  }
  return JSON.stringify(json).replace(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

function jsonOption({ flags, description, value }: CompletionOption): object {
  return { flags, description, ...(value ? { value: jsonValue(value) } : {}) }
}

function jsonValue({ words, paths }: CompletionValue): object {
  return { words, paths }
}

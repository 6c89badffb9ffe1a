import { quoteWord } from './shell-words.ts'

export const SHELLS = ['bash', 'zsh', 'fish'] as const
export type Shell = (typeof SHELLS)[number]

/**
 * The script that a shell reads at its start. Where no `traces` is installed it becomes a function that
 * runs this very program.
 * @param self The words that run this program.
 */
export function completionScript(shell: Shell, self: readonly string[]): string {
  return scripts[shell](self.map(quoteWord).join(' '))
}

const scripts: Readonly<Record<Shell, (self: string) => string>> = {
  bash: (self) => `# bash: source <(traces completion bash)
_traces_self() { ${self} "$@"; }
command -v traces >/dev/null || traces() { _traces_self "$@"; }
_traces() {
  local line=\${COMP_LINE:0:COMP_POINT} word=\${COMP_WORDS[COMP_CWORD]} value
  COMPREPLY=()
  while IFS=$'\\t' read -r value _; do
    if [ "$value" = :files ]; then
      compopt -o filenames
      while IFS= read -r value; do COMPREPLY+=("$value"); done < <(compgen -f -- "$word")
    else
      COMPREPLY+=("$value")
    fi
  done < <(_traces_self complete bash -- "$line" "$word" 2>/dev/null)
}
complete -F _traces traces
`,
  zsh: (self) => `#compdef traces
# zsh: source <(traces completion zsh)
_traces_self() { ${self} "$@" }
(( $+commands[traces] )) || traces() { _traces_self "$@" }
_traces() {
  local line
  local -a values shown
  for line in "\${(@f)$(_traces_self complete zsh -- "\${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    [[ -z $line ]] && continue
    if [[ $line == :files ]]; then _files; continue; fi
    values+=("\${line%%$'\\t'*}")
    shown+=("\${line/$'\\t'/  -- }")
  done
  (( $#values )) && compadd -l -d shown -a values
}
compdef _traces traces
`,
  fish: (self) => `# fish: traces completion fish | source
function _traces_self; ${self} $argv; end
if not command -q traces; function traces; _traces_self $argv; end; end
function _traces_complete
  set -l words (commandline -opc) (commandline -ct)
  for line in (_traces_self complete fish -- $words[2..] 2>/dev/null)
    if test "$line" = :files
      __fish_complete_path (commandline -ct)
    else
      echo $line
    end
  end
end
complete -c traces -f -a '(_traces_complete)'
`,
}

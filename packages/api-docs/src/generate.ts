// Writes docs/api from the declarations and comments of @cruddur/telemetry; with --check only compares.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  Application,
  type DeclarationReflection,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc'

const repository = fileURLToPath(new URL('../../../', import.meta.url))
const source = join(repository, 'packages/telemetry')
const target = join(repository, 'docs/api')

const isCheck = process.argv.includes('--check')
const folder = isCheck ? await mkdtemp(join(tmpdir(), 'api-docs-')) : target
try {
  await generate(folder)
  if (isCheck && (await contentOf(folder)) !== (await contentOf(target))) {
    process.stderr.write('docs/api is out of date: run npx pnpm@12 generate-docs\n')
    process.exitCode = 1
  }
} finally {
  if (isCheck) await rm(folder, { recursive: true })
}

/** Fails for a public member without a comment. */
async function generate(out: string): Promise<void> {
  const app = await Application.bootstrapWithPlugins({
    plugin: ['typedoc-plugin-markdown'],
    entryPoints: ['index', 'testing/index'].map((name) => join(source, `src/${name}.ts`)),
    tsconfig: join(source, 'tsconfig.json'),
    out,
    name: '@cruddur/telemetry',
    readme: 'none',
    skipErrorChecking: true,
    excludeExternals: true,
    excludePrivate: true,
    disableSources: true,
    sort: ['source-order'],
    validation: { notDocumented: false, notExported: false, invalidLink: true },
    treatValidationWarningsAsErrors: true,
    // Options of the plugin.
    ...({
      router: 'module',
      entryFileName: 'README.md',
      hideBreadcrumbs: true,
      hidePageHeader: true,
      parametersFormat: 'table',
      interfacePropertiesFormat: 'table',
    } as object),
  })
  const project = await app.convert()
  if (!project) throw new Error('TypeDoc cannot read the sources')
  app.validate(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings())
    throw new Error('TypeDoc reported the problems above')
  const undocumented = membersWithoutComment(project)
  if (undocumented.length > 0)
    throw new Error(`add a comment to each public member: ${undocumented.join(', ')}`)
  await app.generateOutputs(project)
}

/** Exports and members of interfaces and classes; members of inline types are described by their owner. */
function membersWithoutComment(project: ProjectReflection): string[] {
  const {
    Function: functions,
    Interface,
    Class,
    TypeAlias,
    Variable,
    Property,
    Method,
  } = ReflectionKind
  return project
    .getReflectionsByKind(functions | Interface | Class | TypeAlias | Variable | Property | Method)
    .filter(
      (reflection) =>
        !reflection.hasComment() &&
        !(reflection as DeclarationReflection).signatures?.some((each) => each.hasComment()) &&
        reflection.parent?.kind !== ReflectionKind.TypeLiteral,
    )
    .map((reflection) => reflection.getFullName())
}

async function contentOf(path: string): Promise<string> {
  const files = (await readdir(path, { recursive: true })).filter((file) => file.endsWith('.md'))
  const texts = files
    .toSorted()
    .map(async (file) => file + (await readFile(join(path, file), 'utf8')))
  return (await Promise.all(texts)).join('')
}

// Parses Bicep files with a grammar that is not ours (tree-sitter-bicep) and prints, for each, where it found something
// that is no Bicep. Nothing is printed for a file that is whole. Names of properties and types are not checked: that is the
// compiler's work, which is tried as well where there is one (CompiledBicepTests).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(require.resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

for (const file of process.argv.slice(2)) {
  const visit = node => {
    if (node.isError || node.isMissing)
      console.log(`${file}:${node.startPosition.row + 1}:${node.startPosition.column + 1}: ${node.isMissing ? `${node.type} is missing` : 'not Bicep'}`);
    else if (node.hasError)
      node.children.forEach(visit);
  };
  visit(parser.parse(readFileSync(file, 'utf8')).rootNode);
}

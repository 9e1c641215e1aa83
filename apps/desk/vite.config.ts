import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = `http://localhost:${process.env.PORT ?? 8080}`;
const vendor = /node_modules[\\/](react|react-dom|scheduler|react-router|@tanstack|openapi-fetch)[\\/]/;
/** Parts of antd that only export; their packages do not say so, and unused ones (all of a form for one provider) would be kept. */
const exportsOnly = /node_modules[\\/](@rc-component|@ant-design)[\\/]/;

/** Writes each script and style in compressed form beside it; the server sends that one, so that what is weighed is what goes over the line. */
const compressed: Plugin = {
  name: 'compressed',
  apply: 'build',
  writeBundle({ dir = '' }, bundle) {
    for (const [file, made] of Object.entries(bundle)) {
      if (!/\.(js|css)$/.test(file)) continue;
      writeFileSync(join(dir, `${file}.gz`), gzipSync(made.type === 'chunk' ? made.code : made.source));
    }
  },
};

/** Libraries that never change between two releases of the desk stay in one cached file; the rest splits by route. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), compressed],
  server: { port: 5173, proxy: { '/api': server } },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      treeshake: { moduleSideEffects: [{ test: exportsOnly, sideEffects: false }] },
      output: {
        codeSplitting: {
          groups: [
            { name: 'vendor', test: vendor, priority: 2 },
            // What nearly every page needs, in one file instead of twenty: a request costs more than its few bytes.
            { name: 'common', minShareCount: 22, priority: 1 },
          ],
        },
      },
    },
  },
});

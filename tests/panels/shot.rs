//! Temporary: paints a harness to a PPM.
pub(crate) fn shot(harness: &egui_kittest::Harness<'_>, path: &str, w: usize, h: usize) {
    let shapes = harness.output().shapes.clone();
    let font = harness.ctx.fonts_mut(|f| f.image());
    let prims = harness.ctx.tessellate(shapes, 1.0);
    let mut buf = vec![[0f32; 3]; w * h];
    for p in prims {
        let egui::epaint::Primitive::Mesh(mesh) = p.primitive else { continue };
        let clip = p.clip_rect;
        for t in mesh.indices.chunks(3) {
            let v: Vec<_> = t.iter().map(|i| mesh.vertices[*i as usize]).collect();
            let (a, b, c) = (v[0].pos, v[1].pos, v[2].pos);
            let area = (b.x - a.x) * (c.y - a.y) - (c.x - a.x) * (b.y - a.y);
            if area.abs() < 1e-6 { continue }
            let x0 = a.x.min(b.x).min(c.x).max(clip.left()).max(0.0).floor() as usize;
            let x1 = a.x.max(b.x).max(c.x).min(clip.right()).min(w as f32).ceil() as usize;
            let y0 = a.y.min(b.y).min(c.y).max(clip.top()).max(0.0).floor() as usize;
            let y1 = a.y.max(b.y).max(c.y).min(clip.bottom()).min(h as f32).ceil() as usize;
            for y in y0..y1.min(h) { for x in x0..x1.min(w) {
                let (px, py) = (x as f32 + 0.5, y as f32 + 0.5);
                let w0 = ((b.x - px) * (c.y - py) - (c.x - px) * (b.y - py)) / area;
                let w1 = ((c.x - px) * (a.y - py) - (a.x - px) * (c.y - py)) / area;
                let w2 = 1.0 - w0 - w1;
                if w0 < -1e-4 || w1 < -1e-4 || w2 < -1e-4 { continue }
                let mix = |f: &dyn Fn(&egui::epaint::Vertex) -> f32| f(&v[0]) * w0 + f(&v[1]) * w1 + f(&v[2]) * w2;
                let u = mix(&|v| v.uv.x) * font.size[0] as f32; let tv = mix(&|v| v.uv.y) * font.size[1] as f32;
                let tex = font.pixels[(tv as usize).min(font.size[1] - 1) * font.size[0] + (u as usize).min(font.size[0] - 1)];
                let col = |i: usize| mix(&|v| v.color.to_array()[i] as f32) / 255.0 * tex.to_array()[i] as f32 / 255.0;
                let al = col(3);
                let px = &mut buf[y * w + x];
                for i in 0..3 { px[i] = col(i) + px[i] * (1.0 - al); }
            } }
        }
    }
    let mut out = format!("P6\n{w} {h}\n255\n").into_bytes();
    for p in buf { for c in p { out.push((c.clamp(0.0, 1.0) * 255.0) as u8); } }
    std::fs::write(path, out).unwrap();
}

// What every family builds with: paints, named parts, frames, profiles, primitives.
// One random draw a statement, and the same number of draws whatever their outcome where possible.
#pragma once
#include "caption.hpp"
#include "distance.hpp"
#include "palette.hpp"
#include "surface.hpp"

namespace piwa {

/// By content: compilers differ in whether equal literals share an address.
PIWA_NOINLINE bool sameText(const char* a, const char* b) {
  while (*a && *a == *b) {
    a++;
    b++;
  }
  return *a == *b;
}

/// Plain arguments of one primitive; see Shape for the meaning of the sizes.
struct Part {
  Shape shape;
  f32 x, y, z;
  f32 a, b, c;
  f32 d = 0.f;
};

struct Maker {
  Recipe& recipe;
  RandomStream& random;
  Scheme scheme;
  Text caption;
  Phrases phrases;
  i32 part;
  i32 frame;

  /// Primitives that still fit: what repeats asks before it adds.
  PIWA_INLINE i32 room() const { return primitivesMax - recipe.count; }

  /// A new paint, or the last one when there are too many. Patterns are the material's own.
  PIWA_NOINLINE i32 paint(Material kind, const Color& color) {
    const i32 slot = recipe.paintCount < paintsMax ? recipe.paintCount++ : paintsMax - 1;
    Paint& p = recipe.paint[slot];
    p.kind = kind;
    p.color = color;
    drawSurface(random, p);
    const f32 shade = random.between(.55f, .8f);
    const f32 hueShift = random.between(-.02f, .02f);
    toRgb(color, p.colorA);
    const bool light = color.value > .3f;
    toRgb({color.hue + hueShift, color.saturation, light ? color.value * shade : color.value + .2f},
          p.colorB);
    return slot;
  }

  /// In a color natural to the material.
  PIWA_NOINLINE i32 paintNatural(Material kind) { return paint(kind, naturalColor(random, kind)); }

  /// In color 0..4 of the scheme.
  PIWA_NOINLINE i32 paintScheme(Material kind, i32 color) {
    return paint(kind, scheme.color[color % schemeColors]);
  }

  /// Another pattern for a paint, its second color taken from the scheme.
  PIWA_NOINLINE void pattern(i32 slot, Pattern chosen, i32 color, f32 frequency) {
    Paint& p = recipe.paint[slot];
    p.pattern = chosen;
    p.frequency = frequency;
    toRgb(scheme.color[color % schemeColors], p.colorB);
  }

  /// What is added from now on belongs to the part of this name.
  PIWA_NOINLINE void begin(const char* name, i32 paintSlot) {
    for (i32 i = 0; i < recipe.partCount; i++) {
      if (sameText(recipe.part[i].name, name) && recipe.part[i].paint == paintSlot) {
        part = i;
        return;
      }
    }
    part = recipe.partCount < partsMax ? recipe.partCount++ : partsMax - 1;
    recipe.part[part] = {name, paintSlot};
  }

  /// When the recipe is full the last primitive is replaced.
  PIWA_NOINLINE Primitive& add(const Part& at) {
    const i32 index = recipe.count < primitivesMax ? recipe.count++ : primitivesMax - 1;
    Primitive& p = recipe.primitive[index];
    p.shape = at.shape;
    p.operation = Operation::unite;
    p.blend = 0.f;
    p.part = part;
    p.frame = frame;
    p.mirrorX = 0;
    p.mirrorZ = 0;
    p.foldAngle = 0.f;
    p.center[0] = at.x;
    p.center[1] = at.y;
    p.center[2] = at.z;
    clearRotation(p);
    p.size[0] = at.a;
    p.size[1] = at.b;
    p.size[2] = at.c;
    p.size[3] = at.d;
    for (i32 i = 0; i < 3; i++) {
      p.repeatCount[i] = 1;
      p.repeatStep[i] = 1.f;
    }
    p.rounding = 0.f;
    p.hollow = 0.f;
    p.profile = 0;
    p.displacement = 0.f;
    p.displacementFrequency = 1.f;
    p.seed = random.bits();
    p.slope = 1.f;
    for (i32 i = 0; i < 4; i++) {
      p.derived[i] = 0.f;
    }
    return p;
  }

  /// Takes away. The cut surface keeps the part that was cut; set `part` for another.
  PIWA_INLINE Primitive& cut(const Part& at) {
    Primitive& p = add(at);
    p.operation = Operation::subtract;
    p.part = noPart;
    return p;
  }

  PIWA_NOINLINE Primitive& box(f32 x, f32 y, f32 z, f32 a, f32 b, f32 c, f32 rounding = 0.f) {
    Primitive& p = add({Shape::box, x, y, z, a, b, c});
    p.rounding = rounding;
    return p;
  }

  PIWA_NOINLINE Primitive& ball(f32 x, f32 y, f32 z, f32 a, f32 b, f32 c) {
    return add({Shape::ellipsoid, x, y, z, a, b, c});
  }

  /// Upright.
  PIWA_NOINLINE Primitive& cylinder(f32 x, f32 y, f32 z, f32 radius, f32 half, f32 rounding = 0.f) {
    Primitive& p = add({Shape::cylinder, x, y, z, radius, half, 0.f});
    p.rounding = rounding;
    return p;
  }

  PIWA_NOINLINE Primitive& cone(f32 x, f32 y, f32 z, f32 lower, f32 half, f32 upper) {
    return add({Shape::cone, x, y, z, lower, half, upper});
  }

  PIWA_NOINLINE Primitive& torus(f32 x, f32 y, f32 z, f32 major, f32 minor) {
    return add({Shape::torus, x, y, z, major, minor, 0.f});
  }

  /// A round limb from one point to another, `ra` thick at the first and `rb` at the second.
  PIWA_NOINLINE Primitive& limb(const Point<f32>& a, const Point<f32>& b, f32 ra, f32 rb) {
    const f32 x = b.x - a.x;
    const f32 y = b.y - a.y;
    const f32 z = b.z - a.z;
    const f32 length = larger(length3(x, y, z), .001f);
    Primitive& p = add({Shape::capsule, .5f * (a.x + b.x), .5f * (a.y + b.y), .5f * (a.z + b.z),
                        .5f * length, ra, rb});
    if (length > .001f) {
      pointAlong(p, x, y, z);
    }
    return p;
  }

  /// A handle: an arc in the xy plane that opens downwards before it is turned.
  PIWA_NOINLINE Primitive& arc(f32 x, f32 y, f32 z, f32 major, f32 minor, f32 halfAngle) {
    return add({Shape::arc, x, y, z, major, minor, halfAngle});
  }

  /// Eight radii from the lower to the upper end, as a smooth outline; hollow > 0 opens the top.
  PIWA_NOINLINE Primitive& lathe(f32 x, f32 y, f32 z, f32 half, const f32* radii, f32 hollow) {
    Profile& profile = takeProfile();
    profile.count = latheRadii;
    for (i32 i = 0; i < latheRadii; i++) {
      profile.x[i] = radii[i];
      profile.y[i] = 0.f;
    }
    Primitive& p = add({Shape::lathe, x, y, z, 1.f, half, 0.f});
    p.profile = recipe.profileCount - 1;
    p.hollow = hollow;
    return p;
  }

  /// A polygon turned around y: up to 12 points (radius, y) from the axis below to the axis above.
  PIWA_NOINLINE Primitive& turned(f32 x, f32 y, f32 z, const f32* points, i32 count) {
    Profile& profile = takeProfile();
    profile.count = count + 2;
    for (i32 i = 0; i < count; i++) {
      profile.x[i] = points[i * 2];
      profile.y[i] = points[i * 2 + 1];
    }
    profile.x[count] = -.5f;
    profile.y[count] = points[count * 2 - 1];
    profile.x[count + 1] = -.5f;
    profile.y[count + 1] = points[1];
    Primitive& p = add({Shape::turned, x, y, z, 0.f, 0.f, 0.f});
    p.profile = recipe.profileCount - 1;
    return p;
  }

  /// A polygon (x, y) of up to 14 points, `half` deep to both sides along z.
  PIWA_NOINLINE Primitive& prism(f32 x, f32 y, f32 z, const f32* points, i32 count, f32 half) {
    Profile& profile = takeProfile();
    profile.count = count;
    for (i32 i = 0; i < count; i++) {
      profile.x[i] = points[i * 2];
      profile.y[i] = points[i * 2 + 1];
    }
    Primitive& p = add({Shape::prism, x, y, z, 0.f, 0.f, half});
    p.profile = recipe.profileCount - 1;
    return p;
  }

  /// Opens a place to build in: at (x, y, z), turned around y, scaled. Returns what to close with.
  PIWA_NOINLINE i32 openFrame(f32 x, f32 y, f32 z, f32 turn, f32 scale) {
    const i32 outer = frame;
    if (recipe.frameCount == framesMax) {
      return outer;
    }
    Frame made;
    axisRotation(made.rotation, 0.f, 1.f, 0.f, turn);
    made.origin[0] = x;
    made.origin[1] = y;
    made.origin[2] = z;
    made.scale = scale;
    if (outer != noFrame) {
      nestFrame(recipe.frame[outer], made);
    }
    made.inverseScale = 1.f / made.scale;
    recipe.frame[recipe.frameCount] = made;
    frame = recipe.frameCount++;
    return outer;
  }

  PIWA_INLINE void closeFrame(i32 outer) { frame = outer; }

  /// Turns the open frame further, before anything is built in it.
  PIWA_NOINLINE void tiltFrame(f32 x, f32 y, f32 z, f32 angle) {
    if (frame == noFrame) {
      return;
    }
    f32 turn[9];
    f32 before[9];
    Frame& f = recipe.frame[frame];
    axisRotation(turn, x, y, z, angle);
    for (i32 i = 0; i < 9; i++) {
      before[i] = f.rotation[i];
    }
    multiplyRotations(f.rotation, before, turn);
  }

  PIWA_NOINLINE void tag(const char* synset) {
    for (i32 i = 0; i < recipe.tagCount; i++) {
      if (sameText(recipe.tag[i], synset)) {
        return;
      }
    }
    if (recipe.tagCount < tagsMax) {
      recipe.tag[recipe.tagCount++] = synset;
    }
  }

  /// The color of a paint in one word.
  PIWA_INLINE const char* colorOf(i32 slot) const {
    const Paint& p = recipe.paint[slot];
    const Color& c = p.color;
    if (p.kind == Material::metal) {
      return metalWord(c.hue, c.saturation, c.value);
    }
    if (p.kind == Material::wood) {
      return woodWord(c.hue, c.saturation, c.value);
    }
    return colorWord(c.hue, c.saturation, c.value);
  }

  PIWA_INLINE void roughen(Primitive& p, f32 amplitude, f32 frequency) {
    displace(p, amplitude, frequency);
  }

 private:
  /// When all are taken the last one is replaced.
  PIWA_INLINE Profile& takeProfile() {
    if (recipe.profileCount < profilesMax) {
      recipe.profileCount++;
    }
    return recipe.profile[recipe.profileCount - 1];
  }
};

}  // namespace piwa

/* Photos are made small on the phone. Drawing them anew leaves out everything that the camera wrote beside the picture. */

const LONGEST_SIDE = 1600; // px: the figures of a C.Hasil sheet stay readable
const QUALITY = 0.8;

/** A JPEG of at most `longest` px, or null when the file is no picture this phone can read. */
export async function shrunk(file, longest) {
  let picture;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  } catch {
    return null;
  }
  const share = Math.min(1, (longest || LONGEST_SIDE) / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * share));
  canvas.height = Math.max(1, Math.round(picture.height * share));
  canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return asFile(canvas, "image/jpeg", "foto.jpg");
}

/** What was drawn on a canvas, as a file the engine takes. */
export async function asFile(canvas, type, name) {
  const blob = await new Promise((done) => canvas.toBlob(done, type, QUALITY));
  return new File([blob], name, { type });
}

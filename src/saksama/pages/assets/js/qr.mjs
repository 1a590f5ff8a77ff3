/* Reads QR codes from a camera's picture: by the browser where it can, else by jsQR. Loaded when it is asked for.
 *
 * `const read = await reader(); const text = await read(video);` gives the text of a code in sight, or "".
 */
import jsQR from "jsqr";

export async function reader() {
  return (await byBrowser()) || byPicture();
}

async function byBrowser() {
  if (!("BarcodeDetector" in window)) return null;
  try {
    if (!(await window.BarcodeDetector.getSupportedFormats()).includes("qr_code")) return null;
  } catch {
    return null;
  }
  const detector = new window.BarcodeDetector({ formats: ["qr_code"] });
  return async (video) => {
    const found = await detector.detect(video);
    return found.length ? found[0].rawValue : "";
  };
}

function byPicture() {
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return async (video) => {
    if (!video.videoWidth) return "";
    const shrink = Math.min(1, 800 / video.videoWidth);
    canvas.width = Math.round(video.videoWidth * shrink);
    canvas.height = Math.round(video.videoHeight * shrink);
    paper.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = paper.getImageData(0, 0, canvas.width, canvas.height);
    const found = jsQR(picture.data, picture.width, picture.height);
    return found ? found.data : "";
  };
}

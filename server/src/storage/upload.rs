//! Reading the one file of a multipart form, under a hard limit.

use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use domain::files::MAX_FILE_BYTES;
use domain::problem::Problem;
use http::StatusCode;

use super::too_large;

/// A file over the limit is read to its end and thrown away up to this size, because a browser only shows an answer
/// once it has sent everything.
pub const MOST_READ: usize = 64 * 1024 * 1024;

/// Name and bytes of the field `file`.
pub async fn read_file(form: Result<Multipart, MultipartRejection>) -> Result<(String, Vec<u8>), Problem> {
    let mut form = form.map_err(|_| no_file())?;
    while let Some(field) = form.next_field().await.map_err(|_| cut_off())? {
        if field.name() == Some("file") {
            let name = field.file_name().unwrap_or_default().to_owned();
            let bytes = read_within_limit(field).await?;
            return if bytes.is_empty() { Err(no_file()) } else { Ok((name, bytes)) };
        }
    }
    Err(no_file())
}

/// The bytes of the file; one over the limit is never kept in memory.
async fn read_within_limit(mut field: Field<'_>) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let mut is_too_large = false;
    loop {
        match field.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= MAX_FILE_BYTES && !is_too_large => {
                bytes.extend_from_slice(&chunk);
            }
            Ok(Some(_)) => {
                is_too_large = true;
                bytes = Vec::new();
            }
            Ok(None) if is_too_large => return Err(too_large()),
            Ok(None) => return Ok(bytes),
            Err(error) if error.status() == StatusCode::PAYLOAD_TOO_LARGE => return Err(too_large()),
            Err(_) => return Err(cut_off()),
        }
    }
}

fn no_file() -> Problem {
    Problem::invalid("file", "Choose a file first.")
}

fn cut_off() -> Problem {
    Problem::invalid("file", "The upload broke off before the file was complete. Nothing was kept; try again.")
}
